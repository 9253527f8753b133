import type { RuntimeName } from '@sotto/core';
import { ortFrom, OrtRuntime, PlainRuntime, type Runtime } from '@sotto/inference';

/** Runtimes to try, in this order. A device is given what the page asks for, or the next best. */
const ORDER: Readonly<Record<RuntimeName | 'auto', readonly [RuntimeName, ...RuntimeName[]]>> = {
  auto: ['plain', 'wasm', 'webgpu'],
  plain: ['plain'],
  wasm: ['wasm', 'plain'],
  webgpu: ['webgpu', 'wasm', 'plain'],
};

/**
 * The runtimes that a page asks for. All models share them.
 *
 * @param urlOf absolute URL of a file of onnxruntime-web
 */
export function runtimesFor(
  choice: RuntimeName | 'auto',
  urlOf: (file: string) => string,
): [Runtime, ...Runtime[]] {
  const make = (name: RuntimeName): Runtime =>
    name === 'plain' ? new PlainRuntime() : new OrtRuntime({ name, load: ortFrom(urlOf, name) });
  const [first, ...others] = ORDER[choice];
  return [make(first), ...others.map(make)];
}
