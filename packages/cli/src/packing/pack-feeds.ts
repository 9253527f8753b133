import { PackWriter, type VectorsBuilder } from '@sotto/catalog';
import { SottoError, type ChannelWeights, type Clock } from '@sotto/core';
import { readFeed, type StagedFeed } from '../feeds/read-feed.ts';
import type { BadPicture, Thumbnails } from '../images/make-thumbnails.ts';
import { Staging } from '../feeds/staging.ts';
import type { OrdersAccount } from '../orders/clean-orders.ts';
import { countOrders, type CountedOrders } from '../orders/count-orders.ts';
import { embedProducts, type Embedded } from '../models/embed-products.ts';
import { deviceModels } from '../models/device-models.ts';
import { sequenceVectors } from '../models/sequence-vectors.ts';
import { writePack } from '../pack-folder/index.ts';
import { ITEM_IDS_TABLE, makeItemIds } from '../quality/item-ids.ts';
import { ISSUES } from '../quality/issues.ts';
import type { QualityReport } from '../quality/quality-report.ts';
import { runQuality, type QualityOptions, type QualityResult } from '../quality/run-quality.ts';
import { writeReport } from '../quality/write-report.ts';
import type { Progress } from '../terminal/progress.ts';
import { addAliases, addProducts } from './add-products.ts';

/** What {@link packFeeds} takes. */
export interface PackFeedsOptions extends QualityOptions {
  /** Files, folders or addresses. At least one. */
  readonly feeds: readonly string[];
  /** Folder of the pack. */
  readonly out: string;
  /** Folder of the report. */
  readonly reportDir: string;
  /** Rules, one a line, already checked. */
  readonly rules: readonly string[];
  readonly images: ImagesOption;
  readonly orders: string | undefined;
  /** Say with vectors what products are, in shops of up to {@link MOST_EMBEDDED} products. */
  readonly vectors: boolean;
  /** What the ranking of the shop starts with. */
  readonly weights: ChannelWeights;
  /** Put the models into the pack that devices run. */
  readonly models: boolean;
}

/** Where pictures come from. */
export type ImagesOption =
  | { readonly mode: 'none' | 'direct' }
  | { readonly mode: 'folder'; readonly folder: string; readonly top: number };

/** What {@link packFeeds} made. */
export interface PackedFeeds {
  readonly report: QualityReport;
  /** Bytes of the pack's files, the manifest included. */
  readonly sizeBytes: number;
  readonly seconds: number;
  /** Absent without `--images FOLDER`. */
  readonly thumbnails?: ThumbnailSummary;
  /** What became of the rows of the order history. Absent without `--orders`. */
  readonly orders?: OrdersAccount;
}

/** What became of the pictures. */
export interface ThumbnailSummary {
  /** Products that have one. */
  readonly products: number;
  readonly sheets: number;
  readonly sizeBytes: number;
  /** Pictures that could not be read. */
  readonly bad: readonly BadPicture[];
}

/** A shop with more products packs no vectors: a device would have to fetch megabytes of them. */
const MOST_EMBEDDED = 100_000;

/** Below this share of usable rows something else than dirt is wrong with a feed. */
const LEAST_USABLE = 0.5;

function assertUsable({ rows, issues }: QualityReport, reportDir: string): void {
  if (rows.kept > 0 && rows.read - rows.rejected >= LEAST_USABLE * rows.read) return;
  const [worst] = issues;
  const why = worst === undefined ? '' : `, most for "${ISSUES[worst.code][1]}"`;
  throw new SottoError(
    'feed/too-bad',
    { origin: 'cli' },
    `${rows.rejected} of ${rows.read} rows can't be used${why}; see ${reportDir}. The pack was left as it was.`,
  );
}

async function buildPack(
  staging: Staging,
  { report, currency }: QualityResult,
  options: PackFeedsOptions,
  progress: Progress,
  clock: Clock,
): Promise<Omit<PackedFeeds, 'report' | 'seconds'>> {
  const writer = new PackWriter();
  await progress.step('collecting products', (tell) =>
    addProducts(staging, writer, report.rows.kept, tell),
  );
  const embedded = await embed(staging, writer, options, progress);
  await makeItemIds(staging);
  await addAliases(staging, writer);
  const orders = await ordersOf(staging, options, report.rows.kept, progress);
  if (orders !== undefined) addOrders(writer, orders);
  if (embedded !== undefined && options.models)
    writer.setVectors('sequence', await sequencesOf(embedded.vectors, orders, progress));
  const popularity = orders?.popularity;
  const thumbnails = await thumbnailsOf(staging, options, report.rows.kept, popularity, progress);
  if (thumbnails !== undefined) writer.setColours(thumbnails.colours);
  const models = options.models ? await deviceModels(embedded !== undefined) : {};
  const pack = await progress.step('packing', () =>
    writer.finish({
      builtAt: clock.now(),
      locale: options.locale,
      currency,
      weights: options.weights,
      rules: options.rules,
      models,
      images: thumbnails?.sheets ?? (options.images.mode === 'direct' ? 'direct' : 'none'),
      provenance: {
        rows: report.rows,
        merged: report.mergedBy,
        rejected: report.rejectedFor,
        ...(embedded === undefined ? {} : { encoder: embedded.encoder }),
        ...(orders === undefined ? {} : { orders: orders.account }),
      },
    }),
  );
  await progress.step('compressing and writing', () => writePack(options.out, pack));
  const sizeBytes = pack.files.reduce((sum, { bytes }) => sum + bytes.length, pack.manifest.length);
  return {
    sizeBytes,
    ...(thumbnails === undefined ? {} : { thumbnails: summary(thumbnails) }),
    ...(orders === undefined ? {} : { orders: orders.account }),
  };
}

/** Adds what products are, and tells by which encoder; nothing for a shop that is too large. */
async function embed(
  staging: Staging,
  writer: PackWriter,
  { vectors: wanted }: PackFeedsOptions,
  progress: Progress,
): Promise<Embedded | undefined> {
  if (!wanted || writer.size > MOST_EMBEDDED) return undefined;
  const embedded = await progress.step('embedding names', (tell) =>
    embedProducts(staging, writer.size, tell),
  );
  writer.setVectors('vectors', embedded.vectors);
  return embedded;
}

function sequencesOf(
  vectors: VectorsBuilder,
  orders: CountedOrders | undefined,
  progress: Progress,
): Promise<VectorsBuilder> {
  const sources = { text: vectors.rounded(), ...(orders === undefined ? {} : { orders }) };
  return progress.step('placing products in sequences', (tell) => sequenceVectors(sources, tell));
}

function summary({ count, bad, sheets }: Thumbnails): ThumbnailSummary {
  const sizeBytes = sheets.sheets.reduce((sum, sheet) => sum + sheet.length, 0);
  return { products: count, sheets: sheets.sheets.length, sizeBytes, bad };
}

async function ordersOf(
  staging: Staging,
  { orders }: PackFeedsOptions,
  size: number,
  progress: Progress,
): Promise<CountedOrders | undefined> {
  if (orders === undefined) return undefined;
  return progress.step(`counting ${orders}`, () =>
    countOrders(staging, orders, { idsTable: ITEM_IDS_TABLE, size }),
  );
}

function addOrders(writer: PackWriter, { neighbours, together, popularity }: CountedOrders): void {
  writer.setPopularity(popularity);
  writer.setNeighbours('neighbours', neighbours);
  if (together !== undefined) writer.setNeighbours('together', together);
}

/** sharp is loaded by those alone who make thumbnails. */
async function thumbnailsOf(
  staging: Staging,
  { images }: PackFeedsOptions,
  products: number,
  popularity: Uint8Array | undefined,
  progress: Progress,
): Promise<Thumbnails | undefined> {
  if (images.mode !== 'folder') return undefined;
  const { makeThumbnails } = await import('../images/make-thumbnails.ts');
  return progress.step('making thumbnails', (tell) =>
    makeThumbnails(staging, images, products, popularity, tell),
  );
}

/**
 * From feeds to a pack in its folder, with the report beside it. Whatever fails, the folder keeps the
 * last good pack.
 *
 * @throws `feed/*`, `orders/*`, `images/*`, `pack/*`, `cli/*`
 */
export async function packFeeds(
  options: PackFeedsOptions,
  progress: Progress,
  clock: Clock,
): Promise<PackedFeeds> {
  const began = clock.now();
  const staging = await Staging.open();
  try {
    const feeds: StagedFeed[] = [];
    for (const [index, feed] of options.feeds.entries())
      feeds.push(
        await progress.step(`reading ${feed}`, (report) => readFeed(staging, feed, index, report)),
      );
    const quality = await runQuality(staging, feeds, options, progress);
    writeReport(options.reportDir, quality, options.locale);
    assertUsable(quality.report, options.reportDir);
    const built = await buildPack(staging, quality, options, progress, clock);
    return { report: quality.report, ...built, seconds: (clock.now() - began) / 1000 };
  } finally {
    staging.close();
  }
}
