import type { PictureKind } from '../pictures/drawers/index.ts';
import type { Style } from './brands.ts';
import type { ColourName } from './colours.ts';

/** What one buyer wrote. */
export interface Review {
  readonly author: string;
  /** 1 to 5, whole. */
  readonly stars: number;
  readonly text: string;
  /** ISO 8601 date. */
  readonly date: string;
}

/** One product of the generated shop. */
export interface Product {
  /** Letters and digits only; safe in a URL and as a file name. */
  readonly id: string;
  /** Shared by the colours of one model; absent where there is one colour only. */
  readonly group?: string;
  readonly title: string;
  readonly brand: string;
  readonly style: Style;
  /** Model name, the first part of the title. */
  readonly line: string;
  /** What it is: `frying pan`. */
  readonly noun: string;
  /** Slug of the leaf category. */
  readonly category: string;
  /** Names of top and leaf category. */
  readonly path: readonly [top: string, leaf: string];
  /** Pence. */
  readonly price: number;
  /** Pence before a discount; 0 where there is none. */
  readonly listPrice: number;
  readonly colour: ColourName;
  readonly material: string;
  /** Value of the size attribute; empty where there is none. */
  readonly size: string;
  /** Name and value, as the product page lists them. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly description: string;
  /** 1 to 5 in tenths. */
  readonly rating: number;
  readonly ratingCount: number;
  readonly reviews: readonly Review[];
  /** Days since 1970-01-01. */
  readonly addedDay: number;
  readonly inStock: boolean;
  readonly picture: PictureKind;
  /** The adjective of its name; may be empty. */
  readonly feature: string;
  /** How much shoppers are drawn to it, around 1. */
  readonly appeal: number;
}
