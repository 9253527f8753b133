import type { TextColumn } from '@sotto/core';
import type { AliasesFile } from './aliases.ts';

/** Finds products by id. */
export interface ItemIndex {
  /** Number of the product, or -1 where the pack has none of this id. */
  indexOf(id: string): number;
}

/**
 * An index over the ids of a pack; built on the first look-up.
 *
 * @param aliases other ids of the products; an id of a product beats an alias of the same name.
 */
export function createItemIndex(ids: TextColumn, aliases?: AliasesFile): ItemIndex {
  let numbers: Map<string, number> | undefined;
  const build = (): Map<string, number> => {
    const built = new Map<string, number>();
    for (let each = 0; each < (aliases?.ids.size ?? 0); each++)
      built.set(aliases?.ids.at(each) ?? '', aliases?.items[each] ?? 0);
    for (let item = 0; item < ids.size; item++) built.set(ids.at(item), item);
    return built;
  };
  return { indexOf: (id) => (numbers ??= build()).get(id) ?? -1 };
}
