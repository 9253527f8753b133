#!/usr/bin/env node
import process from 'node:process';
import { run } from './run.ts';

// A reader that stops early, as `head` does, is no problem of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// Leaving through exit() lets everyone tidy up.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

process.exitCode = await run(process.argv.slice(2), process);
