import { createHash } from 'node:crypto';
import { seededRng } from '@sotto/core';
import { sample } from './central.ts';
import type { UserSequence } from '../evaluation/sequences.ts';

/** Half of the users that choices of design are made on, or the other half, that results are reported on. */
export type Half = 'design' | 'report';

/** The half of a user: the lowest bit of the first byte of the SHA-256 of the name. */
export const halfOf = (user: string): Half =>
  ((createHash('sha256').update(user).digest()[0] ?? 0) & 1) === 0 ? 'design' : 'report';

/** The users of one half, in their order. */
export const usersOf = (users: readonly UserSequence[], half: Half): UserSequence[] =>
  users.filter(({ user }) => halfOf(user) === half);

/** At most `most` users, drawn with the seed. */
export function sampleUsers(
  users: readonly UserSequence[],
  most: number,
  seed: number,
): readonly UserSequence[] {
  return users.length <= most ? users : sample(users, most, seededRng(seed));
}
