import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SottoError } from '@sotto/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MODEL_KINDS } from '../model-kind.ts';
import { parseModelManifest } from '../model-manifest.ts';
import { PlainRuntime } from '../plain/plain-runtime.ts';
import type { Tensors } from '../tensor.ts';
import { SentimentModel, type Sentiment, type ShopAspect } from './sentiment.ts';

const folder = (id: string) => (name: string) =>
  createRequire(import.meta.url).resolve(`@sotto/models/${id}/${name}`);
const file = folder('sentiment');
const open = (path: string) => new PlainRuntime().open(new Uint8Array(readFileSync(path)));

const { settings } = parseModelManifest(
  readFileSync(file('manifest.json'), 'utf8'),
  MODEL_KINDS.sentiment,
);
const session = await open(file('model.onnx'));
const model = new SentimentModel(session, settings);

async function say(text: string): Promise<Sentiment> {
  const sentiment = await model.run(text);
  if (sentiment === undefined) throw new Error(`nothing is said of "${text}"`);
  return sentiment;
}

interface Golden {
  readonly cases: readonly {
    readonly source: string;
    readonly inputs: Readonly<Record<string, { readonly data: readonly number[] }>>;
    readonly outputs: Readonly<Record<string, { readonly data: readonly number[] }>>;
  }[];
}
const { cases } = JSON.parse(readFileSync(file('golden.json'), 'utf8')) as Golden;

test.each(cases.filter(({ source }) => source !== ''))(
  'asks and says of "$source" what the golden case does',
  async ({ source, inputs, outputs }) => {
    const asked: Tensors[] = [];
    const spying = {
      run: (given: Tensors) => {
        asked.push(given);
        return session.run(given);
      },
    };
    const said = await new SentimentModel(spying, settings).run(source);
    for (const [name, { data }] of Object.entries(inputs))
      expect([...(asked[0]?.[name]?.data ?? [])]).toEqual(data);
    expect(said?.polarity).toBeCloseTo(outputs['polarity']?.data[0] ?? NaN, 3);
    expect(said?.stars).toBeCloseTo(outputs['stars']?.data[0] ?? NaN, 3);
    const names = settings['aspects'] as ShopAspect[];
    for (const { aspect, probability, polarity } of said?.aspects ?? []) {
      const at = names.indexOf(aspect);
      expect(probability).toBeCloseTo(outputs['aspects']?.data[at] ?? NaN, 3);
      expect(polarity).toBeCloseTo(outputs['praise']?.data[at] ?? NaN, 3);
    }
  },
);

describe('polarity and stars', () => {
  test.each([
    'The fabric is soft and well made, I love it.',
    'Great value for the money!',
    'Food was delicious and the service friendly.',
    '质量很好，穿着很舒服，非常满意。',
    '性价比很高，价格便宜。',
    '屏幕很清晰，电池也耐用。',
  ])('are high for "%s"', async (text) => {
    const { polarity, stars } = await say(text);
    expect(polarity).toBeGreaterThan(0.7);
    expect(stars).toBeGreaterThan(3.5);
  });

  test.each([
    'It broke after two days. Terrible quality.',
    'Way too expensive for what you get.',
    "Don't buy this, a waste of money.",
    '质量太差了，用了两天就坏了。',
    '物流太慢，客服态度很差。',
    '包装破损，很失望。',
  ])('are low for "%s"', async (text) => {
    const { polarity, stars } = await say(text);
    expect(polarity).toBeLessThan(0.3);
    expect(stars).toBeLessThan(2.5);
  });

  test('turn with a negation, however it is written', async () => {
    expect((await say('not good')).polarity).toBeLessThan((await say('good')).polarity);
    expect((await say('不好')).polarity).toBeLessThan((await say('好')).polarity);
    const ways = ["I don't like it", 'I do n’t like it', "I DON ' T  like it"];
    const [first, ...others] = await Promise.all(ways.map(say));
    for (const other of others) expect(other).toEqual(first);
  });
});

test.each<[text: string, aspect: ShopAspect, isPraised: boolean]>([
  ['Great value for the money!', 'price', true],
  ['Way too expensive for what you get.', 'price', false],
  ['It broke after two days. Terrible quality.', 'quality', false],
  ['The dress runs small, order a size up.', 'fit', false],
  ['Battery life is awful and the laptop is slow.', 'performance', false],
  ['Food was delicious and the service friendly.', 'taste', true],
  ['The plot is boring and predictable.', 'content', false],
  ['价格太贵，不值这个钱。', 'price', false],
  ['颜色很漂亮，尺码刚好。', 'looks', true],
  ['味道很香，我很喜欢。', 'taste', true],
  ['物流太慢，客服态度很差。', 'service', false],
])('hears of "%s" that it speaks of %s', async (text, aspect, isPraised) => {
  const found = (await say(text)).aspects.find((each) => each.aspect === aspect);
  expect(found?.probability).toBeGreaterThan(0.5);
  expect((found?.polarity ?? NaN) > 0.5).toBe(isPraised);
});

test('tells the surest aspect first, and none below the chance it is told from', async () => {
  const words = fc.constantFrom(
    ...'the price is too high 质 量 很 好 looks fits slow !'.split(' '),
  );
  const text = fc.array(words, { minLength: 1, maxLength: 30 }).map((all) => all.join(' '));
  const names = settings['aspects'] as ShopAspect[];
  const tellFrom = settings['tellFrom'] as number[];
  await fc.assert(
    fc.asyncProperty(text, async (each) => {
      const { aspects } = await say(each);
      const chances = aspects.map(({ probability }) => probability);
      expect(chances).toEqual(chances.toSorted((a, b) => b - a));
      for (const { aspect, probability } of aspects)
        expect(probability).toBeGreaterThanOrEqual(tellFrom[names.indexOf(aspect)] ?? NaN);
    }),
  );
});

test('gives chances and stars for any text that has something to read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
      const said = await model.run(`${text} ok`);
      expect(said?.stars).toBeGreaterThanOrEqual(1);
      expect(said?.stars).toBeLessThanOrEqual(5);
      for (const chance of [said, ...(said?.aspects ?? [])].map((each) => each?.polarity ?? NaN)) {
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test.each(['', '  \n', '👍👍', '—«»', '\ud83d'])('says nothing of "%s"', async (text) => {
  expect(await model.run(text)).toBeUndefined();
});

test('reads texts of up to 20,000 characters and no longer ones', async () => {
  const codes = Array.from({ length: 20_000 }, (_, at) => 0x4e00 + ((at * 7919) % 20_000));
  const longest = String.fromCharCode(...codes);
  expect(await model.run(longest)).toBeDefined();
  await expect(model.run(`${longest}好`)).rejects.toMatchObject({ code: 'model/shape' });
});

test('refuses settings that are not those of the model', () => {
  const bad = [
    {},
    { ...settings, aspects: [] },
    { ...settings, aspects: ['price', 'colour'] },
    { ...settings, tellFrom: [0.5] },
    { ...settings, tellFrom: (settings['tellFrom'] as number[]).map(() => 1.5) },
    { ...settings, tellFrom: 'often' },
  ];
  for (const each of bad)
    expect(() => new SentimentModel(session, each)).toThrow(
      expect.objectContaining({ code: 'model/manifest' }),
    );
});

test('refuses a model that is another one', async () => {
  const intent = await open(folder('intent')('model.onnx'));
  await expect(new SentimentModel(intent, settings).run('good')).rejects.toMatchObject({
    code: 'model/shape',
  });
  const fewer = new SentimentModel(session, { aspects: ['price'], tellFrom: [0.5] });
  await expect(fewer.run('good')).rejects.toThrow(SottoError);
});
