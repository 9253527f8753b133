import { PlainRuntime, TextEncoderModel } from '@sotto/inference';

/** Makes a vector of a text. */
export type Encode = (text: string) => Promise<unknown>;

const read = async (file: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(`/models/text-encoder/${file}`)).arrayBuffer());

/** Our text encoder in plain TypeScript. */
export async function openOurs(): Promise<Encode> {
  const [model, vocabulary] = await Promise.all([read('model.onnx'), read('vocabulary.txt')]);
  const session = await new PlainRuntime().open(model);
  const encoder = new TextEncoderModel(session, new TextDecoder().decode(vocabulary));
  return (text) => encoder.encode(text);
}

/** As much of transformers.js as is used. */
interface Transformers {
  readonly env: {
    allowLocalModels: boolean;
    allowRemoteModels: boolean;
    localModelPath: string;
    useBrowserCache: boolean;
    useWasmCache: boolean;
    readonly backends: { readonly onnx: { readonly wasm: Record<string, unknown> } };
  };
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: { device: 'wasm'; dtype: 'q8' },
  ): Promise<(text: string, options: { pooling: 'mean'; normalize: true }) => Promise<unknown>>;
}

/** all-MiniLM-L6-v2 as transformers.js runs it in browsers by default: 8 bits, on WASM, one thread. */
export async function openMiniLm(): Promise<Encode> {
  const file = `${location.origin}/transformers.js`;
  const transformers = (await import(/* @vite-ignore */ file)) as Transformers;
  const { env } = transformers;
  env.allowLocalModels = true;
  env.allowRemoteModels = false;
  env.localModelPath = '/weights/';
  env.useBrowserCache = false;
  env.useWasmCache = false;
  const runtime = `${location.origin}/peer-ort/ort-wasm-simd-threaded.asyncify`;
  const wasmPaths = { mjs: `${runtime}.mjs`, wasm: `${runtime}.wasm` };
  Object.assign(env.backends.onnx.wasm, { wasmPaths, numThreads: 1 });
  const options = { device: 'wasm', dtype: 'q8' } as const;
  const encode = await transformers.pipeline('feature-extraction', 'minilm', options);
  return (text) => encode(text, { pooling: 'mean', normalize: true });
}
