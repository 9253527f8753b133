import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { verifyFile } from '@sotto/catalog';
import { expect, test } from 'vitest';
import { describeGolden, type ReadModelFile } from './golden.contract.ts';
import { TextEncoderModel } from './models/text-encoder.ts';
import { parseModelManifest } from './model-manifest.ts';
import { OrtRuntime } from './ort/ort-runtime.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';
import { SubwordTokenizer } from './tokenizers/subword-tokenizer.ts';

const folder = path.dirname(
  path.dirname(createRequire(import.meta.url).resolve('@sotto/models/text-encoder/manifest.json')),
);
const read: ReadModelFile = async (file) => new Uint8Array(readFileSync(path.join(folder, file)));
const text = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

const ids = readdirSync(folder).filter((id) => existsSync(path.join(folder, id, 'manifest.json')));

describeGolden(
  ids,
  [
    new PlainRuntime(),
    new OrtRuntime({ name: 'wasm', load: () => import('onnxruntime-web/wasm') }),
  ],
  read,
);

test.each(ids)('%s has the files that its manifest names', async (id) => {
  const kind = { id, major: 1, maxBytes: 5_242_880 };
  const manifest = parseModelManifest(text(`${id}/manifest.json`), kind);
  for (const file of Object.values(manifest.files))
    await verifyFile(file, await read(`${id}/${file.path}`));
});

interface Golden {
  readonly cases: readonly {
    readonly source: string;
    readonly inputs: { readonly ids: { readonly data: readonly number[] } };
    readonly outputs: { readonly vector: { readonly data: readonly number[] } };
  }[];
}

test('the text encoder cuts texts as its training did', () => {
  const tokenizer = new SubwordTokenizer(text('text-encoder/vocabulary.txt'));
  const { cases } = JSON.parse(text('text-encoder/golden.json')) as Golden;
  for (const { source, inputs } of cases)
    expect([...tokenizer.encode(source)]).toEqual(inputs.ids.data);
});

test('the text encoder knows no text that it can not read', async () => {
  const session = await new PlainRuntime().open(await read('text-encoder/model.onnx'));
  const encoder = new TextEncoderModel(session, text('text-encoder/vocabulary.txt'));
  for (const each of ['zzxqj', '漢字かな', 'Приве́т', '٣', 'a'.repeat(5000)]) {
    const vector = await encoder.encode(each);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  }
  expect([...(await encoder.encode('—  …'))].every((value) => value === 0)).toBe(true);
});

test('the text encoder puts texts of like meaning side by side', async () => {
  const session = await new PlainRuntime().open(await read('text-encoder/model.onnx'));
  const encoder = new TextEncoderModel(session, text('text-encoder/vocabulary.txt'));
  const cosine = async (a: string, b: string): Promise<number> => {
    const [x, y] = [await encoder.encode(a), await encoder.encode(b)];
    return x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  };
  expect(await cosine('running shoes for women', 'ladies sneakers')).toBeGreaterThan(
    await cosine('running shoes for women', 'stainless steel kettle'),
  );
  expect(await cosine('手机很好用', '这个手机不错')).toBeGreaterThan(
    await cosine('手机很好用', '酒店房间很脏'),
  );
});
