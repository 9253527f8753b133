import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const bin = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url));

/** Prints, when the process ends, the most memory it ever held. */
const REPORT_PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'\\n'))`;

/** What one run of the command line gave and took. */
export interface CliRun<T> {
  readonly result: T;
  readonly seconds: number;
  /** Peak resident memory in MB. */
  readonly peakMb: number;
  /** Seconds of each step that took longer than one. */
  readonly steps: ReadonlyMap<string, number>;
}

/** Runs `sotto … --json` as an owner does, in a process of its own. */
export async function runCli<T>(args: readonly string[]): Promise<CliRun<T>> {
  const began = performance.now();
  const { code, stdout, stderr } = await output(['--import', REPORT_PEAK, bin, ...args, '--json']);
  if (code !== 0) throw new Error(`sotto ${args.join(' ')} ended with ${code}\n${stderr}`);
  const seconds = (performance.now() - began) / 1000;
  const kilobytes = Number(/peak (\d+)/.exec(stderr)?.[1]);
  const steps = [...stripVTControlCharacters(stderr).matchAll(/^· (.+) ([\d.]+) s$/gm)].map(
    ([, title = '', taken]) => [title, Number(taken)] as const,
  );
  return {
    result: JSON.parse(stdout) as T,
    seconds,
    peakMb: kilobytes / 1000,
    steps: new Map(steps),
  };
}

function output(
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => (texts.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (texts.stderr += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...texts }));
  });
}
