import { ratesOf } from '../profile/trends.ts';
import { svg } from './dom.ts';

const width = 60;
const height = 16;

/** A trend, oldest at the left. Decoration only: the cell says it in words. */
export class Sparkline {
  private shown: string | undefined;
  private readonly line = svg('polyline', { class: 'spark-line', fill: 'none' });
  readonly element = svg(
    'svg',
    { class: 'spark', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', focusable: 'false' },
    svg('line', { class: 'spark-half', x1: 0, x2: width, y1: height / 2, y2: height / 2 }),
    this.line,
  );

  /** @returns the first and last rate, where the trend is another than before */
  set(trend: string): readonly [number?, number?] | undefined {
    if (trend === this.shown) return undefined;
    this.shown = trend;
    const rates = ratesOf(trend);
    const points = rates.length === 1 ? [rates[0] as number, rates[0] as number] : rates;
    const step = points.length > 1 ? width / (points.length - 1) : 0;
    const tenth = (n: number): number => Math.round(n * 10) / 10;
    const text = points.map((v, i) => `${tenth(i * step)},${tenth(1 + (height - 2) * (1 - v))}`).join(' ');
    this.line.setAttribute('points', text);
    return [rates[0], rates.at(-1)];
  }
}
