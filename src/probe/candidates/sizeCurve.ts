import type { SizePoint } from '../../protocol/statistics.ts';

const exact = 64;
const perOctave = 8;
const mostPoints = 48;

const bucketOf = (distance: number): number =>
  distance <= exact ? Math.ceil(distance) : exact + Math.ceil(perOctave * Math.log2(distance / exact) - 1e-9);

const largestOf = (bucket: number): number =>
  bucket <= exact ? bucket : Math.floor(exact * 2 ** ((bucket - exact) / perOctave));

/** Hits by the size of cache they need: exact up to 64 entries, then within a tenth. */
export class SizeCurve {
  private readonly weights: number[] = [];
  private total = 0;

  /**
   * @param distance reuse distance among all keys, at least 1
   * @param weight lookups that this one stands for
   */
  add(distance: number, weight: number): void {
    const bucket = bucketOf(Math.max(1, distance));
    this.weights[bucket] = (this.weights[bucket] ?? 0) + weight;
    this.total += weight;
  }

  /** @param rate hit rate of an unbounded cache */
  points(rate: number, distinct: number): SizePoint[] {
    const points: SizePoint[] = [];
    let sum = 0;
    this.weights.forEach((weight, bucket) => {
      sum += weight;
      const size = Math.min(largestOf(bucket), Math.max(1, Math.round(distinct)));
      const point = { size, rate: (rate * sum) / this.total };
      if (points.at(-1)?.size === size) points[points.length - 1] = point;
      else points.push(point);
    });
    return thinned(points);
  }
}

/** Ends and the steepest rises stay. */
function thinned(points: SizePoint[]): SizePoint[] {
  if (points.length <= mostPoints) return points;
  const step = (points.at(-1)!.rate - points[0]!.rate) / (mostPoints - 1);
  let next = -1;
  return points.filter(({ rate }, i) => {
    const keep = rate >= next || i === points.length - 1;
    if (keep) next = rate + step;
    return keep;
  });
}
