import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const programs = fileURLToPath(new URL('../packages/server/dist/', import.meta.url));

/** A program of the server's, once it has written the line that says where it is. */
export async function start(
  program: string,
  env: Record<string, string>,
): Promise<{ url: string; output: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [programs + program], {
    env: { ...process.env, ...env, HOST: 'localhost', PORT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}: ${output}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, found] = /(?:server|relay|helper) is at (\S+)/.exec(output) ?? [];
      if (found !== undefined) resolve(found.replace('127.0.0.1', 'localhost'));
    });
  });
  return { url, output, process: child };
}
