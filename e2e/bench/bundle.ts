import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles a module of `in-page/` for the browser. */
export async function bundleInPage(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source'] },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: fileURLToPath(new URL(`./in-page/${entry}`, import.meta.url)),
        preserveEntrySignatures: 'strict',
        output: { format: 'es', codeSplitting: false },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const [first] = outputs;
  if (first === undefined || !('output' in first)) throw new Error(`${entry} gave no bundle`);
  return first.output[0].code;
}
