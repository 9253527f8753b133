import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CountedGroups } from '@sotto/demo';

const sotto = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));

/** Groups of a pack that private counts are of, as its owner finds them. */
export function groupsOf(packDir: string): CountedGroups {
  const told = execFileSync(process.execPath, [sotto, 'inspect', packDir, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { groups } = JSON.parse(told) as { groups: CountedGroups | null };
  if (groups === null) throw new Error(`The pack in ${packDir} has no groups.`);
  return groups;
}
