/** How lists come about in one part of a simulation. */
export interface Arm {
  readonly name: string;
  readonly kind: 'fixed' | 'personal' | 'federated' | 'both';
  /** Where reports go: the server, two servers, or anyone who sees them as they are. */
  readonly through?: 'server' | 'two servers' | 'open';
  readonly epsilon?: number;
  /** Share of devices that work against the shop, if not that of all arms. */
  readonly hostile?: number;
  /** Whether those leave the mechanism out. */
  readonly loud?: boolean;
}

/** Epsilon of the arm that personal training is put on top of. */
export const MAIN_EPSILON = 4;

/** Arms of a simulation, from the least to the most; that of {@link MAIN_EPSILON} is always among them. */
export function armsOf(epsilons: readonly number[], hostile: number): Arm[] {
  const all = [...new Set([...epsilons, MAIN_EPSILON])].sort((a, b) => a - b);
  const federated = all.map((epsilon): Arm => ({
    name: `federated, ε ${epsilon}`,
    kind: 'federated',
    through: 'server',
    epsilon,
  }));
  const share = `ε ${MAIN_EPSILON}, ${Math.round(hostile * 100)} %`;
  const main = { through: 'server', epsilon: MAIN_EPSILON } as const;
  return [
    { name: 'prior', kind: 'fixed' },
    { name: 'personal', kind: 'personal' },
    ...federated,
    { name: `ε ${MAIN_EPSILON} and personal`, kind: 'both', ...main },
    { name: 'two servers', kind: 'federated', through: 'two servers', epsilon: MAIN_EPSILON },
    { name: 'no privacy', kind: 'federated', through: 'open' },
    { name: `${share} hostile`, kind: 'federated', ...main, hostile },
    { name: `${share} loud`, kind: 'federated', ...main, hostile, loud: true },
    { name: 'central', kind: 'fixed' },
  ];
}

/** Arms of the same key share what happened: personal training changes nothing of the shop's. */
export const keyOf = ({ through, epsilon, hostile, loud }: Arm): string =>
  [through, epsilon, hostile, loud].join();

/**
 * The arm that another is compared with: where devices train, the same without; else the prior. Of the prior, itself.
 *
 * @returns its number
 */
export function baseOf(arms: readonly Arm[], arm: number): number {
  const of = arms[arm];
  if (of?.kind !== 'both') return arms.findIndex(({ name }) => name === 'prior');
  return arms.findIndex((each) => each.kind === 'federated' && keyOf(each) === keyOf(of));
}
