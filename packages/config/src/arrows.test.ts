import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Rows of the table "Packages" of docs/architecture.md: package → what it may import. */
function documentedArrows(): Map<string, string[]> {
  const text = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\| [–\d] +\| (\w+) +\| .* \| ([^|]+?) +\|$/gm)];
  return new Map(
    rows.map(([, name = '', may = '']) => [
      name,
      may === '–' ? [] : may.split(',').map((each) => each.trim()),
    ]),
  );
}

function folderOf(name: string): string {
  const top = path.join(root, name);
  return existsSync(path.join(top, 'package.json')) ? top : path.join(root, 'packages', name);
}

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(at);
    else if (entry.name.endsWith('.ts') && !/\.(test|bench|contract)\.ts$/.test(entry.name))
      yield at;
  }
}

const IMPORT = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;

function imports(name: string): { file: string; to: string }[] {
  return [...sources(path.join(folderOf(name), 'src'))].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, to = '']) => ({ file, to })),
  );
}

const arrows = documentedArrows();

test('documents every package', () => {
  const packages = readdirSync(path.join(root, 'packages')).filter((name) => name !== 'config');
  expect([...arrows.keys()].sort()).toEqual([...packages, 'workers', 'demo'].sort());
});

test.each([...arrows])('%s imports only the packages of its row', (name, may) => {
  const foreign = imports(name)
    .filter(({ to }) => to.startsWith('@sotto/') && !may.includes(to.split('/')[1] ?? ''))
    .map(({ file, to }) => `${path.relative(root, file)} imports ${to}`);
  expect(foreign).toEqual([]);
});

test.each([...arrows.keys()])('no relative import leaves %s', (name) => {
  const folder = folderOf(name);
  const leaving = imports(name)
    .filter(
      ({ file, to }) =>
        to.startsWith('.') && !path.resolve(path.dirname(file), to).startsWith(folder),
    )
    .map(({ file, to }) => `${path.relative(root, file)} imports ${to}`);
  expect(leaving).toEqual([]);
});

test.each([...arrows])('the manifest of %s names what it may import and no more', (name, may) => {
  const { dependencies = {} } = JSON.parse(
    readFileSync(path.join(folderOf(name), 'package.json'), 'utf8'),
  ) as { dependencies?: Record<string, string> };
  const named = Object.keys(dependencies).filter((each) => each.startsWith('@sotto/'));
  expect(named.filter((each) => !may.includes(each.slice('@sotto/'.length)))).toEqual([]);
});
