import { answerMessages } from './answer-messages.ts';
import { openMiniLm, openOurs, type Encode } from './open-encoder.ts';

/** What the worker is asked, the first of them first; it answers the milliseconds that it took. */
export type TitlesQuestion =
  | { readonly open: 'ours' | 'minilm' }
  /** Titles are encoded one by one, as a search box or a page does. */
  | { readonly titles: readonly string[] };

let encode: Encode | undefined;

async function answer(question: TitlesQuestion): Promise<number> {
  const began = performance.now();
  if ('open' in question) encode = await (question.open === 'ours' ? openOurs() : openMiniLm());
  else for (const title of question.titles) await encode?.(title);
  return performance.now() - began;
}

answerMessages(answer);
