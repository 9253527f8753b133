import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Says why a command failed, with what it printed. */
export class CommandError extends Error {
  constructor(command, exitCode, output) {
    super(`${command} ended with ${exitCode}\n${output}`.trimEnd());
    this.exitCode = exitCode;
    this.output = output;
  }
}

/**
 * Runs a program in the root. With `inherit` its output goes straight to the terminal; else it is
 * collected and returned, and shown only if the program fails.
 */
export function run(program, args, { inherit = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(output)
        : reject(new CommandError([program, ...args].join(' '), code, output)),
    );
  });
}

/** Path of a program that a dependency of the root brought along. */
export const bin = (name) =>
  path.join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
