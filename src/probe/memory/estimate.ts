import type { MemoryEstimate } from '../../protocol/statistics.ts';
import { Measure } from './measure.ts';

/** One entry: what it holds as keys and as values. */
export interface Entry {
  readonly keys: readonly unknown[];
  readonly value: unknown;
}

const nodeLimit = 4000;
/** What the layout rules themselves may be wrong by. */
const systematic = 0.08;

/**
 * Bytes held by `size` entries, from a sample of them.
 * @param head bytes of the table itself
 * @param sample entries spread over the table; all of them when there are few
 */
export function estimate(head: number, size: number, sample: readonly Entry[]): MemoryEstimate {
  const n = sample.length;
  if (n === 0 || size === 0) return { bytes: Math.round(head), plusMinus: Math.round(head * systematic) };
  const measure = new Measure(nodeLimit);
  const seen = new Map<unknown, number>();
  let keyBytes = 0;
  sample.forEach(({ keys, value }, entry) => {
    measure.add(entry, keys);
    keyBytes += measure.alone[entry]!;
    measure.add(entry, [value]);
    if (isShareable(value)) seen.set(value, (seen.get(value) ?? 0) + 1);
  });
  const { shared, alone } = measure;
  const sum = alone.reduce((a, b) => a + b, 0);
  const mean = sum / n;
  const unseen = unseenShared(seen, n, size);
  // values from a pool: those met, and those not met yet, each once
  const values = shared + sum - keyBytes;
  const bytes =
    unseen === undefined
      ? head + shared + mean * size
      : head + (keyBytes / n) * size + values * (1 + unseen / Math.max(1, seen.size));
  const variance = n > 1 ? alone.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1) : 0;
  const spread = size > n ? 2 * Math.sqrt((variance / n) * (1 - n / size)) : 0;
  const error = unseen === undefined ? size * spread : values * (unseen / Math.max(1, seen.size)) * 0.5;
  return { bytes: Math.round(bytes), plusMinus: Math.round(error + systematic * bytes) };
}

const isShareable = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null);

function countOf(seen: ReadonlyMap<unknown, number>, test: (times: number) => boolean): number {
  let count = 0;
  for (const times of seen.values()) if (test(times)) count++;
  return count;
}

/**
 * Distinct shared values that the sample missed, when values come from a pool (Chao 1984, bias-corrected).
 * @returns undefined when values are not drawn from a pool
 */
function unseenShared(seen: ReadonlyMap<unknown, number>, n: number, size: number): number | undefined {
  const once = countOf(seen, (times) => times === 1);
  const twice = countOf(seen, (times) => times === 2);
  if (size <= n || once === 0 || twice === 0) return undefined;
  const unseen = (once * (once - 1)) / (2 * (twice + 1));
  return unseen < size - n ? unseen : undefined;
}
