import { SottoError } from '@sotto/core';

/** A piece of a rule's text. A number has up to 15 digits before the point and 6 behind. */
export interface Token {
  readonly type: 'word' | 'text' | 'number' | 'sign' | 'end';
  readonly value: string;
  /** From 1. */
  readonly column: number;
}

const PATTERN =
  /\s+|#.*$|"(?:[^"\\]|\\["\\])*"|-?\d{1,15}(?:\.\d{1,6})?(?![\w.])|<=|>=|!=|[=<>(),]|[A-Za-z][\w.-]*/y;

/**
 * Splits a line into tokens; what follows `#` is a comment.
 *
 * @throws rule/syntax with the column of what is no token.
 */
export function tokensOf(line: string, lineNumber: number): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    PATTERN.lastIndex = at;
    const [value] = PATTERN.exec(line) ?? [];
    if (value === undefined)
      throw ruleError(lineNumber, at + 1, `${JSON.stringify(line[at])} is not expected`);
    if (!/^[\s#]/.test(value)) tokens.push(token(value, at + 1));
    at += value.length;
  }
  return [...tokens, { type: 'end', value: '', column: line.length + 1 }];
}

function token(value: string, column: number): Token {
  if (value.startsWith('"'))
    return { type: 'text', value: value.slice(1, -1).replace(/\\(["\\])/g, '$1'), column };
  if (/^-?\d/.test(value)) return { type: 'number', value, column };
  if (/^[A-Za-z]/.test(value)) return { type: 'word', value, column };
  return { type: 'sign', value, column };
}

/** A text as the rule language writes it. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** The error of a rule, with its place. */
export function ruleError(line: number, column: number, message: string): SottoError {
  return new SottoError(
    'rule/syntax',
    { origin: 'pack' },
    `Rule, line ${line}, column ${column}: ${message}.`,
  );
}
