import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchSiteFiles } from './bench-site.ts';
import { brotliKilobytes } from './shipped-models.ts';

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
const weights = path.join(cache, 'minilm');

/** No dependency of the project, since it brings native libraries that only the bench would have. */
const TRANSFORMERS = '@huggingface/transformers@4.3.1';

/** How a page runs MiniLM without us. */
export interface MiniLm extends BenchSiteFiles {
  /** Megabytes that it fetches, brotli. */
  readonly megabytes: number;
}

/** MiniLM with transformers.js; `undefined` where `models/text-encoder/recipe/minilm_onnx.py` was not run. */
export function miniLm(): MiniLm | undefined {
  if (!existsSync(path.join(weights, 'onnx/model_quantized.onnx'))) return undefined;
  const transformers = fetchPackage(TRANSFORMERS);
  const { dependencies } = JSON.parse(
    readFileSync(path.join(transformers, 'package.json'), 'utf8'),
  ) as { dependencies: Record<string, string> };
  const ort = fetchPackage(`onnxruntime-web@${dependencies['onnxruntime-web']}`);
  const script = path.join(transformers, 'dist/transformers.web.min.js');
  const runtime = ['ort.webgpu.min', 'ort-wasm-simd-threaded.asyncify'].map((name) =>
    path.join(ort, `dist/${name}.mjs`),
  );
  const fetched = [
    script,
    ...runtime,
    path.join(ort, 'dist/ort-wasm-simd-threaded.asyncify.wasm'),
    ...['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'].map(
      (name) => path.join(weights, name),
    ),
  ];
  return {
    texts: { '/transformers.js': withUrls(readFileSync(script, 'utf8')) },
    folders: { '/peer-ort/': path.join(ort, 'dist'), '/weights/minilm/': weights },
    megabytes: fetched.reduce((sum, file) => sum + brotliKilobytes(file), 0) / 1000,
  };
}

/** Workers have no import map. */
const withUrls = (code: string): string =>
  code.replaceAll(
    /from\s*"onnxruntime-(?:web\/webgpu|common)"/g,
    'from"/peer-ort/ort.webgpu.min.mjs"',
  );

/** Fetches a package as its registry has it, without what it depends on, unless it is there. */
function fetchPackage(spec: string): string {
  const folder = path.join(cache, 'peers', spec.replace('/', '-'));
  if (existsSync(folder)) return folder;
  const fetching = `${folder}.part`;
  rmSync(fetching, { recursive: true, force: true });
  mkdirSync(fetching, { recursive: true });
  const packed = execFileSync('npm', ['pack', spec, '--json', '--pack-destination', fetching]);
  const [file] = JSON.parse(packed.toString()) as { filename: string }[];
  execFileSync('tar', ['-xzf', path.join(fetching, file?.filename ?? ''), '-C', fetching]);
  renameSync(path.join(fetching, 'package'), folder);
  rmSync(fetching, { recursive: true });
  return folder;
}
