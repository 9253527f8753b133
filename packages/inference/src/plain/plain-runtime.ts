import { SottoError } from '@sotto/core';
import type { OnnxGraph, OnnxNode, OnnxValue } from '../onnx/onnx-graph.ts';
import { readOnnx } from '../onnx/read-onnx.ts';
import type { Runtime, Session } from '../runtime.ts';
import { sizeOf, type Tensor, type Tensors } from '../tensor.ts';
import type { Kernel, Value } from './operator.ts';
import { OPERATORS } from './operators/index.ts';

/** One step, ready to run. */
interface PlannedStep {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly kernel: Kernel;
}

/**
 * Computes a model in plain TypeScript: nothing to download, no WASM, and the same numbers everywhere, so
 * that it also judges the other runtimes.
 */
export class PlainRuntime implements Runtime {
  readonly name = 'plain';

  async open(model: Uint8Array): Promise<Session> {
    return new PlainSession(readOnnx(model));
  }
}

class PlainSession implements Session {
  #graph: Pick<OnnxGraph, 'inputs' | 'outputs'> | undefined;
  #plan: Plan;

  constructor({ inputs, outputs, ...graph }: OnnxGraph) {
    this.#graph = { inputs, outputs };
    this.#plan = plan(graph, outputs);
  }

  async run(inputs: Tensors): Promise<Tensors> {
    const graph = this.#graph;
    if (graph === undefined) throw new SottoError('runtime/lost', { origin: 'model' });
    const values = new Map(this.#plan.constants);
    for (const input of graph.inputs) values.set(input.name, checkedInput(input, inputs));
    for (const step of this.#plan.steps) values.set(step.output, runStep(step, values));
    return Object.fromEntries(graph.outputs.map(({ name }) => [name, values.get(name) as Tensor]));
  }

  async release(): Promise<void> {
    this.#graph = undefined;
    this.#plan = { steps: [], constants: new Map() };
  }
}

/** What each run does, and the values that it starts from. */
interface Plan {
  readonly steps: readonly PlannedStep[];
  readonly constants: ReadonlyMap<string, Value>;
}

/** Steps over constants alone are done here, once; what only they need is not kept. */
function plan(graph: Pick<OnnxGraph, 'nodes' | 'constants'>, outputs: OnnxGraph['outputs']): Plan {
  const known = new Map<string, Value>(graph.constants);
  const steps: PlannedStep[] = [];
  for (const node of graph.nodes) {
    const step = planStep(node, known);
    if (node.inputs.every((name) => known.has(name))) known.set(step.output, compute(step, known));
    else steps.push(step);
  }
  const needed = new Set([...steps.flatMap(({ inputs }) => inputs), ...outputs.map(nameOf)]);
  return { steps, constants: new Map([...known].filter(([name]) => needed.has(name))) };
}

const nameOf = ({ name }: { readonly name: string }): string => name;

function planStep(node: OnnxNode, constants: ReadonlyMap<string, Value>): PlannedStep {
  const operator = OPERATORS[node.operator];
  const [output = ''] = node.outputs;
  if (operator === undefined) throw unsupported(`operator ${node.operator} is not known`);
  try {
    const kernel = operator({
      attributes: node.attributes,
      constants: node.inputs.map((name) => constants.get(name)),
    });
    return { name: node.operator, inputs: node.inputs, output, kernel };
  } catch (error) {
    throw unsupported(`${node.operator}: ${String(error)}`, error);
  }
}

const unsupported = (message: string, cause?: unknown): SottoError =>
  new SottoError('model/unsupported', { origin: 'model', cause }, message);

const resultOf = ({ inputs, kernel }: PlannedStep, values: ReadonlyMap<string, Value>): Value =>
  kernel(...inputs.map((input) => values.get(input)));

/** The model itself is at fault where a step over its constants fails. */
function compute(step: PlannedStep, constants: ReadonlyMap<string, Value>): Value {
  try {
    return resultOf(step, constants);
  } catch (error) {
    throw unsupported(`${step.name}: ${String(error)}`, error);
  }
}

function runStep(step: PlannedStep, values: ReadonlyMap<string, Value>): Value {
  try {
    return resultOf(step, values);
  } catch (error) {
    throw new SottoError(
      'model/shape',
      { origin: 'model', cause: error },
      `${step.name}: ${String(error)}`,
    );
  }
}

function checkedInput({ name, shape }: OnnxValue, inputs: Tensors): Tensor {
  const tensor = inputs[name];
  const fits =
    tensor !== undefined &&
    tensor.shape.length === shape.length &&
    shape.every((length, at) => length === null || length === tensor.shape[at]) &&
    tensor.data.length === sizeOf(tensor.shape);
  if (fits) return tensor;
  const wanted = shape.map((length) => length ?? 'any').join();
  throw new SottoError(
    'model/shape',
    { origin: 'model' },
    `input "${name}" must be [${wanted}], is ${tensor === undefined ? 'missing' : `[${tensor.shape.join()}]`}`,
  );
}
