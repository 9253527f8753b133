import { seededRng } from '@sotto/core';
import {
  FUSION_CHANNELS,
  fusionGradient,
  intentGradient,
  INTENT_DIMENSION,
  INTENT_FEATURES,
  plainBackend,
  tfjsBackends,
  trainPersonal,
  type AdapterExample,
  type ChoiceExample,
  type TrainingBackend,
} from '@sotto/learning';
import { DEFAULT_WEIGHTS, EMPTY_PROFILE } from '@sotto/ranking';
import { answerMessages } from './answer-messages.ts';

/** What the worker is asked: a backend at a rank, or the parts that are plain TypeScript everywhere. */
export type TrainingQuestion =
  { readonly backend: TrainingBackend['name']; readonly rank: 8 | 16 | 32 } | 'small parts';

/** Milliseconds. */
export interface BackendTimes {
  /** Until the first gradient is there, with what has to be fetched. */
  readonly first: number;
  readonly gradients: readonly number[];
}

/** Milliseconds of each run, by name. */
export type SmallParts = Readonly<Record<string, readonly number[]>>;

const EXAMPLES = 20;
const CANDIDATES = 150;
const RUNS = 20;
const PATIENCE_MS = 4_000;

// Isolated for its clock alone: most shops' pages are not, and get no threads.
Object.defineProperty(globalThis, 'crossOriginIsolated', { value: false });

const rng = seededRng(5);
const numbersOf = (length: number, scale = 1): Float32Array =>
  Float32Array.from({ length }, () => (rng.next() - 0.5) * scale);

const backends: readonly TrainingBackend[] = [
  plainBackend,
  ...tfjsBackends({
    load: () => import('@sotto/learning/tfjs'),
    wasmUrl: '/tfjs/tfjs-backend-wasm-simd.wasm',
  }),
];

async function timesOf(work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + PATIENCE_MS;
  while (times.length < RUNS && (times.length === 0 || performance.now() < until)) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times;
}

async function measureBackend(name: TrainingBackend['name'], rank: number): Promise<BackendTimes> {
  const backend = backends.find((each) => each.name === name);
  if (backend === undefined) throw new Error(`there is no ${name}`);
  const examples: AdapterExample[] = Array.from({ length: EXAMPLES }, () => ({
    profile: numbersOf(rank),
    candidates: numbersOf(rank * CANDIDATES),
    base: numbersOf(CANDIDATES, 4),
    weight: 1 / EXAMPLES,
  }));
  const numbers = numbersOf(rank * rank, 0.2);
  const began = performance.now();
  const session = await backend.open();
  await session.gradient(examples, numbers);
  const first = performance.now() - began;
  return { first, gradients: await timesOf(() => session.gradient(examples, numbers)) };
}

const choices = (count: number): ChoiceExample[] =>
  Array.from({ length: count }, (_, at) => ({
    values: numbersOf(CANDIDATES * FUSION_CHANNELS.length),
    size: CANDIDATES,
    standsFor: new Float32Array(CANDIDATES),
    weight: 1,
    items: Uint32Array.from({ length: CANDIDATES }, () => Math.floor(rng.next() * 5_000)),
    profile: EMPTY_PROFILE,
    at,
  }));

async function measureSmallParts(): Promise<SmallParts> {
  const task = {
    examples: choices(100),
    prior: DEFAULT_WEIGHTS,
    numbers: [],
    vectors: {
      dimensions: 96,
      codes: Int8Array.from({ length: 5_000 * 96 }, () => Math.round(rng.next() * 14 - 7)),
      scale: new Float32Array(5_000).fill(0.02),
    },
  };
  const week = choices(EXAMPLES);
  const visits = Array.from({ length: 5 }, () => ({
    features: numbersOf(10 * INTENT_FEATURES),
    chances: numbersOf(10).map((each) => each + 0.5),
    bought: rng.next() < 0.5,
  }));
  return {
    'personal model, 100 choices': await timesOf(() => trainPersonal(task)),
    'gradient of the fusion, 20 choices': await timesOf(() =>
      fusionGradient(week, DEFAULT_WEIGHTS, []),
    ),
    'gradient of the intent head, 5 visits': await timesOf(() =>
      intentGradient(visits, new Float64Array(INTENT_DIMENSION)),
    ),
  };
}

answerMessages((question: TrainingQuestion): Promise<BackendTimes | SmallParts> =>
  question === 'small parts'
    ? measureSmallParts()
    : measureBackend(question.backend, question.rank),
);
