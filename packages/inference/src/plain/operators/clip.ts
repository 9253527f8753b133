import { floats, type Operator, type Value } from '../operator.ts';

/** `Clip`: nothing below `min`, nothing above `max`; without them no bound. */
export const clip: Operator = () => (input, min, max) => {
  const { shape, data } = floats(input);
  const low = bound(min, -Infinity);
  const high = bound(max, Infinity);
  const out = new Float32Array(data.length);
  for (let at = 0; at < out.length; at++) out[at] = Math.min(high, Math.max(low, data[at]!));
  return { shape, data: out };
};

const bound = (value: Value | undefined, byDefault: number): number =>
  value === undefined ? byDefault : (floats(value).data[0] ?? byDefault);
