import { svg } from './dom.ts';

const width = 60;
const height = 16;

/** A line of values from 0 to 1, oldest at the left. Decoration only: the cell says it in words. */
export class Sparkline {
  private readonly line = svg('polyline', { class: 'spark-line', fill: 'none' });
  readonly element = svg(
    'svg',
    { class: 'spark', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', focusable: 'false' },
    svg('line', { class: 'spark-half', x1: 0, x2: width, y1: height / 2, y2: height / 2 }),
    this.line,
  );

  set(values: readonly number[]): void {
    const points = values.length === 1 ? [values[0] as number, values[0] as number] : values;
    const step = points.length > 1 ? width / (points.length - 1) : 0;
    const text = points.map((v, i) => `${(i * step).toFixed(1)},${(1 + (height - 2) * (1 - v)).toFixed(1)}`).join(' ');
    if (this.line.getAttribute('points') !== text) this.line.setAttribute('points', text);
  }
}
