import type { TextColumn } from '@sotto/core';

/** Finds products by id. */
export interface ItemIndex {
  /** Number of the product, or -1 where the pack has none of this id. */
  indexOf(id: string): number;
}

/** An index over the ids of a pack; built on the first look-up. */
export function createItemIndex(ids: TextColumn): ItemIndex {
  let numbers: Map<string, number> | undefined;
  const build = (): Map<string, number> => {
    const built = new Map<string, number>();
    for (let item = 0; item < ids.size; item++) built.set(ids.at(item), item);
    return built;
  };
  return { indexOf: (id) => (numbers ??= build()).get(id) ?? -1 };
}
