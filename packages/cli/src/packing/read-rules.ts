import { readFileSync } from 'node:fs';
import { SottoError } from '@sotto/core';
import { parseRules } from '@sotto/ranking';

/**
 * Reads and checks a file of rules; gives its lines without empty ones and comments.
 *
 * @throws `rule/syntax` with file, line and column; `cli/usage` where the file can't be read
 */
export function readRules(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    throw new SottoError('cli/usage', { origin: 'cli', cause }, `The rules ${file} can't be read.`);
  }
  try {
    parseRules(text);
  } catch (cause) {
    if (!(cause instanceof SottoError)) throw cause;
    throw new SottoError(cause.code, { origin: 'cli', cause }, `${file}: ${cause.message}`);
  }
  return text.split(/\r?\n/).filter((line) => parseRules(line).length > 0);
}
