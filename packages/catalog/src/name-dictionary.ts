import type { CategoryTree } from '@sotto/core';
import { MAX_NAMES } from './format.ts';

/** Numbers names in the order in which they come; 0 is the empty name. */
export class BrandDictionary {
  readonly #numbers = new Map<string, number>([['', 0]]);

  /** Number of a brand; 0 once there are {@link MAX_NAMES}. */
  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#numbers.size === MAX_NAMES) return 0;
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  names(): string[] {
    return [...this.#numbers.keys()];
  }
}

/** Numbers category paths as nodes of a tree; 0 is the root. */
export class CategoryDictionary {
  readonly #names: string[] = [''];
  readonly #parents: number[] = [0];
  readonly #children: Map<string, number>[] = [new Map()];

  /** Number of a path; of its deepest known ancestor once there are {@link MAX_NAMES}. */
  numberOf(path: readonly string[]): number {
    let at = 0;
    for (const step of path) {
      const child = this.#children[at]?.get(step) ?? this.#addChild(at, step);
      if (child === undefined) break;
      at = child;
    }
    return at;
  }

  tree(): CategoryTree {
    return { names: this.#names, parent: Uint16Array.from(this.#parents) };
  }

  #addChild(parent: number, name: string): number | undefined {
    if (this.#names.length === MAX_NAMES) return undefined;
    const number = this.#names.length;
    this.#names.push(name);
    this.#parents.push(parent);
    this.#children.push(new Map());
    this.#children[parent]?.set(name, number);
    return number;
  }
}
