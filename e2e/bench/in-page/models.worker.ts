import { parseGolden } from '@sotto/inference';
import { answerMessages } from './answer-messages.ts';
import { openModel, type RunOnce, type Variant } from './open-model.ts';

/** What the worker is asked, one after the other. */
export type ModelsQuestion =
  /** Opens a model: answers {@link Opened}. */
  | ({ readonly ask: 'open'; readonly model: string } & Variant)
  /** Runs it: answers the milliseconds of each run, of as many as fit into the patience. */
  | { readonly ask: 'run'; readonly runs: number; readonly patienceMs: number }
  /** Answers the bytes of all memories of WASM. */
  | { readonly ask: 'wasm-bytes' };

/** How long opening a model took, its bytes being there. */
export interface Opened {
  readonly openMs: number;
}

// Isolated for its clock alone: most shops' pages are not, and get no threads.
Object.defineProperty(globalThis, 'crossOriginIsolated', { value: false });

/** Nothing of the browser tells what memories of WASM hold. */
const memories: WebAssembly.Memory[] = [];
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    memories.push(this);
  }
};

let runOnce: RunOnce | undefined;
let inputs = 0;
let next = 0;

async function open(model: string, variant: Variant): Promise<Opened> {
  const [bytes, golden] = await Promise.all(
    ['model.onnx', 'golden.json'].map(async (file) => {
      const response = await fetch(`/models/${model}/${file}`);
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  const cases = parseGolden(new TextDecoder().decode(golden));
  inputs = cases.length;
  const began = performance.now();
  runOnce = await openModel(
    variant,
    bytes ?? new Uint8Array(),
    cases.map((each) => each.inputs),
  );
  return { openMs: performance.now() - began };
}

async function run(runs: number, patienceMs: number): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + patienceMs;
  for (let at = 0; at < runs && performance.now() < until; at++) {
    const began = performance.now();
    await runOnce?.(next++ % inputs);
    times.push(performance.now() - began);
  }
  return times;
}

async function answer(question: ModelsQuestion): Promise<unknown> {
  if (question.ask === 'open') return open(question.model, question);
  if (question.ask === 'run') return run(question.runs, question.patienceMs);
  return memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

answerMessages(answer);
