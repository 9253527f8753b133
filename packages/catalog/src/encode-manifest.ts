import { CHANNEL_NAMES, type ChannelWeights } from '@sotto/core';
import { FILE_NAMES, PACK_VERSION } from './format.ts';
import type { PackManifest, PackModel } from './manifest.ts';
import { sha256 } from './verify.ts';

/** Hexadecimal digits of a pack's id. */
const ID_DIGITS = 16;

/** Everything that a pack's id depends on. */
export type ManifestContent = Omit<PackManifest, 'format' | 'version' | 'id' | 'builtAt'>;

/** The manifest of a pack with this content. */
export async function createManifest(
  content: ManifestContent,
  builtAt: string,
): Promise<PackManifest> {
  const ordered = inOrder(content);
  return {
    format: 'sotto-pack',
    version: PACK_VERSION,
    id: (await sha256(new TextEncoder().encode(JSON.stringify(ordered)))).slice(0, ID_DIGITS),
    builtAt,
    ...ordered,
  };
}

/** The same pack with other weights and provenance: only the manifest changes, and with it the id. */
export function withWeights(
  manifest: PackManifest,
  weights: ChannelWeights,
  provenance: Readonly<Record<string, unknown>>,
): Promise<PackManifest> {
  return createManifest({ ...manifest, weights, provenance }, manifest.builtAt);
}

/** The bytes of `manifest.json`. */
export function encodeManifest(manifest: PackManifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);
}

const inOrderOfId = (models: Readonly<Record<string, PackModel>>): Record<string, PackModel> =>
  Object.fromEntries(
    Object.entries(models)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, { version, model, test }]): [string, PackModel] => [id, { version, model, test }]),
  );

/** Fields in one order, so that equal packs have equal ids, however they came about. */
function inOrder({ locale, currency, counts, images, ...rest }: ManifestContent): ManifestContent {
  const { code, digits } = currency;
  const { products, categories, brands } = counts;
  return {
    locale,
    currency: { code, digits },
    counts: { products, categories, brands },
    images,
    files: Object.fromEntries(
      FILE_NAMES.flatMap((name) => {
        const entry = rest.files[name];
        return entry === undefined ? [] : [[name, entry]];
      }),
    ),
    weights: Object.fromEntries(
      CHANNEL_NAMES.map((name) => [name, rest.weights[name]]),
    ) as ChannelWeights,
    rules: rest.rules,
    ...(rest.models === undefined ? {} : { models: inOrderOfId(rest.models) }),
    provenance: rest.provenance,
  };
}
