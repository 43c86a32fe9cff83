/** Where a curve of hit rate by cache size bends: a larger cache would gain little. */
import type { SizePoint } from '../protocol/statistics.ts';

/** Sizes reach over decades, so they are compared by their logarithm. */
const x = ({ size }: SizePoint): number => Math.log2(Math.max(1, size));

/**
 * The point farthest above the line from the first to the last (Satopää et al., "Finding a 'Kneedle' in a Haystack",
 * 2011, without smoothing); undefined for fewer than three points and for a curve that gains less than `least`.
 * @param curve by growing size
 * @param least hit rate, 0 to 1
 */
export function knee(curve: readonly SizePoint[], least = 0.02): SizePoint | undefined {
  const first = curve[0];
  const last = curve.at(-1);
  if (!first || !last || curve.length < 3) return undefined;
  const width = x(last) - x(first);
  const gain = last.rate - first.rate;
  if (width <= 0 || gain < least) return undefined;
  let best: SizePoint | undefined;
  let farthest = 1e-9;
  for (const point of curve) {
    const distance = (point.rate - first.rate) / gain - (x(point) - x(first)) / width;
    if (distance > farthest) [best, farthest] = [point, distance];
  }
  return best;
}
