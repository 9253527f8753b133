import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { SottoError } from '@sotto/core';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes a lock that a process left behind which is gone. In a container the new one has often its number. */
async function removeStale(file: string): Promise<void> {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  if (pid > 0 && pid !== process.pid && isAlive(pid))
    throw new SottoError(
      'server/database',
      { origin: 'server' },
      `Process ${pid} has this folder open. If it is no sync server, delete ${file}.`,
    );
  await rm(file, { force: true });
}

/** Folders that this process has open: its own number in a lock file can't tell. */
const held = new Set<string>();

/**
 * Keeps a second process, and a second caller of this one, from opening a folder that only one may write to.
 *
 * @returns gives the folder free
 * @throws server/database
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.resolve(folder, 'lock');
  if (held.has(file))
    throw new SottoError('server/database', { origin: 'server' }, `${folder} is open already.`);
  held.add(file);
  try {
    await removeStale(file);
    await writeFile(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    held.delete(file);
    throw error;
  }
  return async () => {
    held.delete(file);
    await rm(file, { force: true });
  };
}
