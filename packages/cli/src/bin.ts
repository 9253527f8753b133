#!/usr/bin/env node
import process from 'node:process';
import { run } from './run.ts';

// A reader that stops early, as `head` does, is no problem of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), process);
