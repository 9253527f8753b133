import { LIST_OUTCOMES_OF_TRIAL, VERSION_VOTES, type Task } from '@sotto/protocol';
import * as v from 'valibot';
import { serverError } from '../server-error.ts';

const between = (least: number, most: number) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const whole = (least: number, most: number) => v.pipe(between(least, most), v.integer());

/** What may be left out, with what holds then. */
const setting = <const Wrapped extends v.GenericSchema, const Value extends v.InferInput<Wrapped>>(
  wrapped: Wrapped,
  otherwise: Value,
  meaning: string,
) => v.pipe(v.optional(wrapped, otherwise), v.description(meaning));

/**
 * How far and how long a step is. `docs/learning.md` lists the same. Defaults are those that simulations of fusion weights
 * were best with; `rate` has none, for it depends on what is learnt and on the clip: 120 there.
 */
export const STEP_SETTINGS = {
  rate: v.pipe(
    between(1e-6, 1_000),
    v.description(
      '`momentum`: the step is so many times the gradient; `adam`: the step of a number',
    ),
  ),
  halfAfter: setting(between(1, 1e6), 4, 'Steps after which a step is half as long as the first'),
  momentum: setting(
    between(0, 0.999),
    0.5,
    'Share of the running mean of gradients that is kept from step to step',
  ),
  decay: setting(
    between(0, 1),
    0,
    'Share of the way back to the release that each step goes by itself',
  ),
  cap: setting(between(1e-6, 1_000), 0.6, 'Longest change of a step'),
  aggregate: setting(
    v.picklist(['mean', 'median', 'filtered']),
    'filtered',
    'The mean of all reports, the median of the means of groups of them, or the mean without those that stand out together',
  ),
  shrink: setting(v.boolean(), false, 'Whether a gradient is shortened by its noise'),
};

/** What `adam` has besides. */
export const ADAM_SETTINGS = {
  memory: setting(
    between(0, 0.9999),
    0.9,
    '`adam`: share of the running mean of squares that is kept',
  ),
};

const optimiserSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('momentum'), ...STEP_SETTINGS }),
  v.strictObject({ kind: v.literal('adam'), ...STEP_SETTINGS, ...ADAM_SETTINGS }),
]);

/** How candidates are tried. `docs/learning.md` lists the same. */
export const TRIAL_SETTINGS = {
  canaryPercent: setting(
    whole(1, 50),
    10,
    'Share of devices that make their lists with the candidate',
  ),
  confidence: setting(
    between(0.5, 0.9999),
    0.95,
    'Share of trials that decide nothing wrong by chance',
  ),
  margin: setting(
    between(0, 1),
    0.1,
    'A candidate is kept early where the mean vote is surely above minus this',
  ),
  rounds: setting(whole(1, 52), 8, 'Rounds after which the mean vote decides'),
};

const trialSchema = v.strictObject(TRIAL_SETTINGS);

/** How the shop learns: part of the owner's configuration. */
export const learningSettingsSchema = v.strictObject({
  parts: v.strictObject({
    fusion: v.optional(optimiserSchema),
    adapter: v.optional(optimiserSchema),
    intent: v.optional(optimiserSchema),
    groups: v.optional(v.literal(true)),
  }),
  trial: v.optional(trialSchema, {}),
});

/** See {@link learningSettingsSchema}, as it is given: what has a default may be left out. */
export type GivenLearningSettings = v.InferInput<typeof learningSettingsSchema>;

/** See {@link learningSettingsSchema}. */
export type LearningSettings = v.InferOutput<typeof learningSettingsSchema>;

/**
 * Fills in what was left out.
 *
 * @throws config/invalid with every problem
 */
export function readLearning(
  given: GivenLearningSettings | undefined,
): LearningSettings | undefined {
  if (given === undefined) return undefined;
  const { success, output, issues } = v.safeParse(learningSettingsSchema, given);
  if (success) return output;
  const problems = issues.map((issue) => `learning.${v.getDotPath(issue)}: ${issue.message}`);
  throw serverError('config/invalid', problems.join('\n'));
}

/** How one part's numbers are learnt. */
export type OptimiserSettings = v.InferOutput<typeof optimiserSchema>;

/** See {@link trialSchema}. */
export type TrialSettings = v.InferOutput<typeof trialSchema>;

/** Parts with numbers that gradients move. A version is made when the first of these that is learnt has news. */
export const GRADIENT_PARTS = ['fusion', 'adapter', 'intent'] as const;

/** One of {@link GRADIENT_PARTS}. */
export type GradientPart = (typeof GRADIENT_PARTS)[number];

/** What a measure is to learning. */
export type Role =
  | { readonly kind: 'outcome' | 'vote' | 'popularity' | 'covisits' }
  | { readonly kind: 'gradient'; readonly part: GradientPart };

const ROLES: Readonly<Record<string, Role>> = {
  'list-outcome': { kind: 'outcome' },
  'version-vote': { kind: 'vote' },
  'group-popularity': { kind: 'popularity' },
  'group-covisits': { kind: 'covisits' },
  'fusion-gradient': { kind: 'gradient', part: 'fusion' },
  'adapter-gradient': { kind: 'gradient', part: 'adapter' },
  'intent-gradient': { kind: 'gradient', part: 'intent' },
};

/** The role of a task, or `undefined` where learning does not know its measure or the task does not fit it. */
export function roleOf(task: Task): Role | undefined {
  const role = Object.hasOwn(ROLES, task.measure) ? ROLES[task.measure] : undefined;
  return role !== undefined && misfit(role, task) === undefined ? role : undefined;
}

const DIMENSIONS: Readonly<Record<GradientPart, readonly number[]>> = {
  fusion: [16],
  intent: [32],
  adapter: [64, 256, 1_024],
};

/** What keeps a task from having its measure's role. */
function misfit(role: Role, { mechanism, mode }: Task): string | undefined {
  switch (role.kind) {
    case 'gradient': {
      const dimensions = DIMENSIONS[role.part];
      if (mechanism.kind !== 'code-book' || !dimensions.includes(mechanism.dimension))
        return `asks for a code book of ${dimensions.join(', ')} numbers`;
      if (role.part === 'adapter' && mode.kind !== 'split') return 'asks for split mode';
      return undefined;
    }
    case 'popularity':
    case 'covisits':
      return mechanism.kind === 'local-hashing' && mechanism.numbering !== undefined
        ? undefined
        : 'asks for local hashing with the numbering of the groups, see sotto inspect';
    case 'vote':
      return hasValues(mechanism, VERSION_VOTES);
    case 'outcome':
      return hasValues(mechanism, LIST_OUTCOMES_OF_TRIAL);
  }
}

function hasValues(mechanism: Task['mechanism'], values: readonly string[]): string | undefined {
  return mechanism.kind === 'k-ary-response' && mechanism.values.join() === values.join()
    ? undefined
    : `asks for k-ary response with the values ${values.join(', ')}`;
}

/** What is wrong with settings beside the tasks that they are given with. */
export function* learningProblems(
  { parts }: LearningSettings,
  tasks: readonly Task[],
): Generator<string> {
  const needed = [
    ...GRADIENT_PARTS.filter((part) => parts[part] !== undefined).map((part) => `${part}-gradient`),
    ...(parts.groups === undefined ? [] : ['group-popularity']),
  ];
  if (needed.length === 0) yield 'learning.parts: there is none';
  else needed.push('version-vote');
  for (const measure of needed) {
    const found = tasks.filter((task) => task.measure === measure);
    if (found.length !== 1)
      yield `learning: there are ${found.length} tasks of ${measure}, which it needs one of`;
    const fault = found[0] && misfit(ROLES[measure]!, found[0]);
    if (fault !== undefined) yield `learning: ${measure} ${fault}`;
  }
}
