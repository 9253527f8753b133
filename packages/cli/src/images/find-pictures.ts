import { readdirSync } from 'node:fs';
import path from 'node:path';
import { SottoError } from '@sotto/core';

const PICTURE = /\.(?:svg|png|jpe?g|webp)$/i;

/** The pictures below a folder, found by product. */
export class PictureFolder {
  readonly #folder: string;
  /** Files by name without ending, and by path within the folder; both in lower case. */
  readonly #byName = new Map<string, string>();
  readonly #byPath = new Map<string, string>();

  /**
   * @throws `images/unreadable` where the folder can't be listed or has no picture
   */
  constructor(folder: string) {
    this.#folder = path.resolve(folder);
    for (const file of this.#list()) {
      const relative = path.relative(this.#folder, file).split(path.sep).join('/').toLowerCase();
      this.#byPath.set(relative, file);
      const name = path.basename(file).toLowerCase();
      for (const each of [name, name.replace(PICTURE, '')])
        if (!this.#byName.has(each)) this.#byName.set(each, file);
    }
    if (this.#byPath.size > 0) return;
    throw unreadable(`${folder} has no pictures (svg, png, jpg or webp).`);
  }

  /** Number of pictures. */
  get size(): number {
    return this.#byPath.size;
  }

  /**
   * The picture of a product: a file named by its id, else the file that its picture address names by
   * path below the folder or by file name. Never a file outside of the folder.
   */
  find(id: string, imageUrl: string): string | undefined {
    const byId = [id, encodeURIComponent(id), id.replaceAll(/[^\w.-]+/g, '_')]
      .map((name) => this.#byName.get(name.toLowerCase()))
      .find((file) => file !== undefined);
    if (byId !== undefined || imageUrl === '') return byId;
    const steps = decoded(imageUrl).toLowerCase().split('/').filter(Boolean);
    for (let from = 0; from < steps.length; from++) {
      const file = this.#byPath.get(steps.slice(from).join('/'));
      if (file !== undefined) return file;
    }
    return this.#byName.get(steps.at(-1) ?? '');
  }

  #list(): string[] {
    try {
      return readdirSync(this.#folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && PICTURE.test(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort();
    } catch (cause) {
      throw unreadable(`The folder of pictures ${this.#folder} can't be read.`, cause);
    }
  }
}

function unreadable(message: string, cause?: unknown): SottoError {
  return new SottoError('images/unreadable', { origin: 'cli', cause }, message);
}

function decoded(url: string): string {
  const bare = url.replace(/[?#].*$/, '').replace(/^https?:\/\/[^/]*/i, '');
  try {
    return decodeURIComponent(bare);
  } catch (error) {
    if (error instanceof URIError) return bare;
    throw error;
  }
}
