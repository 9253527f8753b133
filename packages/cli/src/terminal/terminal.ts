import pc from 'picocolors';
import { Progress } from './progress.ts';

/** Where output goes: a stream that may be a terminal. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Colours of the terminal; each is the identity where colour is off. */
export type Colours = ReturnType<typeof pc.createColors>;

/** What a command writes with. */
export interface Terminal {
  /** Writes a line to stdout. */
  print(line?: string): void;
  /** Writes the one JSON document of `--json` to stdout. */
  json(document: unknown): void;
  /** Writes a line to stderr, without disturbing the progress line. */
  note(line?: string): void;
  /** Colours for stdout. Off with `NO_COLOR`, with `TERM=dumb` and where stdout is no terminal. */
  readonly colours: Colours;
  /** Colours for stderr, under the same rules. */
  readonly noteColours: Colours;
  /** Width for wrapping, 40 to 100 columns. Default 80. */
  readonly width: number;
  readonly progress: Progress;
}

/** What {@link createTerminal} is made from. */
export interface TerminalOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

function colourOn(stream: OutputStream, env: TerminalOptions['env']): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0') return true;
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

/** Makes a terminal over two streams. `NO_COLOR` follows https://no-color.org. */
export function createTerminal({ stdout, stderr, env }: TerminalOptions): Terminal {
  const noteColours = pc.createColors(colourOn(stderr, env));
  const progress = new Progress(stderr, noteColours);
  return {
    colours: pc.createColors(colourOn(stdout, env)),
    noteColours,
    width: Math.max(40, Math.min(100, stdout.columns ?? 80)),
    progress,
    print(line = '') {
      progress.clear();
      stdout.write(`${line}\n`);
    },
    json: (document) => stdout.write(`${JSON.stringify(document, null, 2)}\n`),
    note(line = '') {
      progress.clear();
      stderr.write(`${line}\n`);
    },
  };
}
