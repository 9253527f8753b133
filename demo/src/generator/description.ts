import type { Draw } from './draw.ts';
import type { CategoryRecipe, KindRecipe, Trait } from './recipe.ts';

/** What a description speaks of. */
export interface Subject {
  readonly brand: string;
  readonly line: string;
  readonly colour: string;
  readonly size: string;
  readonly material: string;
  readonly trait: Trait;
}

const COLOUR_SENTENCES = [
  'Shown here in {colour}.',
  'The colour is a quiet {colour} that is kinder to a room than to a camera.',
  'In {colour}, one of the colours {brand} is known for.',
];

function fill(sentence: string, subject: Subject): string {
  return sentence.replace(
    /\{(brand|line|colour|size)\}/g,
    (_, key: 'brand' | 'line' | 'colour' | 'size') => subject[key],
  );
}

/** A text of three to five sentences: sentence plans differ, so neighbours in a list don't sound alike. */
export function describe(
  draw: Draw,
  recipe: CategoryRecipe,
  kind: KindRecipe,
  subject: Subject,
): string {
  const opening = draw.pick(kind.openings);
  const material = recipe.materials[subject.material] ?? '';
  const [, traitSentence] = subject.trait;
  const others = kind.traits.filter(
    ([adjective, text]) => adjective === '' && text !== traitSentence,
  );
  const extra = others.length > 0 ? draw.pick(others)[1] : '';
  const closing = draw.pick(recipe.closings);
  const colour = recipe.materialLabel === undefined ? draw.pick(COLOUR_SENTENCES) : '';
  const plan = draw.pick([
    [opening, traitSentence, material, closing],
    [opening, material, traitSentence],
    [opening, traitSentence, extra, closing],
    [opening, material, extra, colour],
    [opening, traitSentence, material, colour, closing],
  ]);
  const sentences = plan.includes(traitSentence)
    ? plan
    : [opening, traitSentence, ...plan.slice(1)];
  return fill(sentences.filter((each) => each !== '').join(' '), subject);
}
