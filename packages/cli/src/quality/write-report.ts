import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SottoError } from '@sotto/core';
import { reportPage } from './report-page.ts';
import type { QualityResult } from './run-quality.ts';

/**
 * Writes `quality.json`, `quality.html` and `rejects.jsonl` into a folder.
 *
 * @throws `cli/failed` where the folder can't be written
 */
export function writeReport(
  folder: string,
  { report, rejectsPath }: QualityResult,
  locale: string,
): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'quality.json'), `${JSON.stringify(report, null, 2)}\n`);
    writeFileSync(path.join(folder, 'quality.html'), reportPage(report, locale));
    copyFileSync(rejectsPath, path.join(folder, 'rejects.jsonl'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SottoError(
      'cli/failed',
      { origin: 'cli', cause },
      `The report can't be written to ${folder}: ${reason}.`,
    );
  }
}
