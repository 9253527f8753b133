import type { PackItem } from './pack-item.ts';
import { TextBlob, TextBlobBuilder } from './text-blob.ts';

/** Texts of all products, in the order of adding. */
export interface ProductTexts {
  readonly ids: TextBlob;
  readonly titles: TextBlob;
  readonly links: TextBlob;
  readonly attributes: TextBlob;
  readonly imageUrls: TextBlob;
}

/** The texts of products, collected as UTF-8 in the order of adding. */
export class ProductTextsBuilder {
  readonly #ids = new TextBlobBuilder();
  readonly #titles = new TextBlobBuilder();
  readonly #links = new TextBlobBuilder();
  readonly #attributes = new TextBlobBuilder();
  readonly #imageUrls = new TextBlobBuilder();
  #size = 0;

  add(item: PackItem): void {
    this.#ids.add(item.id);
    this.#titles.add(item.title);
    this.#links.add(item.url);
    this.#attributes.add(attributeLines(item.attributes));
    this.#imageUrls.add(item.imageUrl);
    this.#size += 1;
  }

  finish(): ProductTexts {
    const blob = (builder: TextBlobBuilder): TextBlob => new TextBlob(builder.finish(), this.#size);
    return {
      ids: blob(this.#ids),
      titles: blob(this.#titles),
      links: blob(this.#links),
      attributes: blob(this.#attributes),
      imageUrls: blob(this.#imageUrls),
    };
  }
}

const attributeLines = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}=${value}`.replaceAll('\n', ' '))
    .join('\n');
