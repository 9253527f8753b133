import { MAX_TEXT_LENGTH } from '@sotto/core';

/** Reads a property of anything; a getter or proxy that throws has no property. */
export function property(from: unknown, name: string): unknown {
  if (typeof from !== 'object' || from === null) return undefined;
  try {
    return (from as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

/** A text or number as an id, name or query of 1 to 200 characters. */
export function text(value: unknown): string | undefined {
  const written = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof written !== 'string' || written.length > 10 * MAX_TEXT_LENGTH) return undefined;
  const trimmed = written.trim();
  return trimmed !== '' && trimmed.length <= MAX_TEXT_LENGTH ? trimmed : undefined;
}

/** The first `most` entries of something like an array. */
export function entries(list: unknown, most: number): unknown[] {
  const length = property(list, 'length');
  if (typeof length !== 'number' || !(length > 0)) return [];
  return Array.from({ length: Math.min(Math.floor(length), most) }, (_, index) =>
    property(list, String(index)),
  );
}
