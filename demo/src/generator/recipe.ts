import type { PictureKind } from '../pictures/drawers/index.ts';
import type { ColourName } from './colours.ts';

/** An adjective that may stand in a product's name, and what the description then says of it. */
export type Trait = readonly [adjective: string, sentence: string];

/** One kind of product within a category. Sentences may hold `{brand}`, `{line}`, `{colour}`, `{size}`. */
export interface KindRecipe {
  /** What it is, in lower case, as it stands in names: `frying pan`. */
  readonly noun: string;
  readonly picture: PictureKind;
  /** How many of the category's products it is, relative to its other kinds. */
  readonly share: number;
  /** Cheapest and dearest usual price in pounds, before the brand's own level. */
  readonly price: readonly [low: number, high: number];
  /** Name of the size attribute and its values, smallest and cheapest first. */
  readonly size?: readonly [name: string, values: readonly string[]];
  readonly colours: readonly ColourName[];
  /** Keys of the category's materials that it is made of. */
  readonly materials: readonly string[];
  /** Names of models, where the brand's own would not do. */
  readonly lines?: readonly string[];
  readonly openings: readonly string[];
  readonly traits: readonly Trait[];
}

/** Everything that the products of one leaf category are made of. */
export interface CategoryRecipe {
  readonly slug: string;
  readonly name: string;
  /** Name of the top category. */
  readonly top: string;
  /** One line for the head of the category's page. */
  readonly tagline: string;
  /** How many of the shop's products it holds, relative to the other categories. */
  readonly share: number;
  readonly kinds: readonly KindRecipe[];
  /** What a material is called here. Default `Material`, and only then it may stand in a name. */
  readonly materialLabel?: string;
  /** Material by name, with a sentence that says what it is good for. */
  readonly materials: Readonly<Record<string, string>>;
  /** Last sentences: care, fit, what comes in the box. */
  readonly closings: readonly string[];
  /** What reviewers say: of five and four stars, of three, of two and one. */
  readonly praise: readonly string[];
  readonly mixed: readonly string[];
  readonly complaints: readonly string[];
}
