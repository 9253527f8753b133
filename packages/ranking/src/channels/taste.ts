import type { ItemVectors } from '@sotto/core';
import type { Channel, ChannelInput } from '../channel.ts';
import { dotProduct, dotProducts } from '../item-vectors.ts';
import { closestOf } from './closest.ts';

/**
 * How far a product lies in the direction that this shopper's choices took, as learnt on the device: the
 * positive part of taste vector · item vector. 0 without a taste, or with one of other vectors.
 */
export const tasteChannel: Channel = {
  name: 'taste',
  score(input, out) {
    const { vectors } = input.catalog;
    const taste = tasteOf(input, vectors);
    if (vectors !== undefined && taste !== undefined) dotProducts(vectors, taste, out);
  },
  explain(input, item) {
    const { vectors } = input.catalog;
    const taste = tasteOf(input, vectors);
    if (vectors === undefined || taste === undefined) return { value: 0 };
    const value = Math.max(0, dotProduct(vectors, item, taste));
    const because = value > 0 ? closestOf(input.profile, vectors, item, () => 1) : undefined;
    return because === undefined ? { value } : { value, because };
  },
};

const tasteOf = ({ taste }: ChannelInput, vectors: ItemVectors | undefined) =>
  taste?.length === vectors?.dimensions ? taste : undefined;
