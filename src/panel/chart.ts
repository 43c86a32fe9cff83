/** A line chart in the colours of the theme. Its caption says in words what the line shows. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { el, setText } from './dom.ts';

export interface Line {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** A place on the x axis that is worth a mark. */
  readonly mark?: number;
}

export interface ChartForm {
  /** Powers of two or ten on the x axis. */
  readonly logarithmic?: boolean;
  readonly x: (value: number) => string;
  readonly y: (value: number) => string;
  /** Fixed ends of the y axis; from 0 unless told otherwise. */
  readonly top?: number;
  readonly stepped?: boolean;
}

const height = 130;

const colour = (name: string, otherwise: string): string =>
  getComputedStyle(document.body).getPropertyValue(`--vscode-${name}`).trim() || otherwise;

/** Charts are drawn on canvas, which knows nothing of a change of theme. */
const charts = new Set<Chart>();
new MutationObserver(() => charts.forEach((chart) => chart.rebuild())).observe(document.documentElement, {
  attributes: true,
  attributeFilter: ['class', 'style'],
  subtree: false,
});
new MutationObserver(() => charts.forEach((chart) => chart.rebuild())).observe(document.body, {
  attributes: true,
  attributeFilter: ['class'],
});

export class Chart {
  private readonly title: HTMLElement;
  private readonly caption = el('p', { class: 'caption' });
  private readonly area = el('div', { class: 'chart', 'aria-hidden': 'true' });
  private plot: uPlot | undefined;
  private line: Line | undefined;
  private shown = '';
  readonly element: HTMLElement;

  constructor(
    title: string,
    private readonly form: ChartForm,
  ) {
    this.title = el('h3', {}, title);
    this.element = el('section', { class: 'part', hidden: true }, this.title, this.area, this.caption);
    charts.add(this);
    new ResizeObserver(() => this.resize()).observe(this.area);
  }

  /** @param caption the chart in words */
  update(line: Line | undefined, caption: string): void {
    this.element.hidden = line === undefined;
    if (!line) return;
    setText(this.caption, caption);
    const now = JSON.stringify(line);
    if (now === this.shown) return;
    this.shown = now;
    this.line = line;
    if (this.plot) this.plot.setData([[...line.xs], [...line.ys]]);
    else this.rebuild();
  }

  rebuild(): void {
    this.plot?.destroy();
    this.plot = undefined;
    const width = this.area.clientWidth;
    if (!this.line || this.element.hidden || width === 0) return;
    this.plot = new uPlot(this.options(width), [[...this.line.xs], [...this.line.ys]], this.area);
  }

  private resize(): void {
    const width = this.area.clientWidth;
    if (!this.plot) this.rebuild();
    else if (width > 0 && Math.abs(width - this.plot.width) > 1) this.plot.setSize({ width, height });
  }

  private options(width: number): uPlot.Options {
    const { form } = this;
    const text = colour('descriptionForeground', '#888');
    const line = colour('charts-blue', text);
    const font = `11px ${colour('font-family', 'sans-serif')}`;
    const faint = colour('editorWidget-border', colour('contrastBorder', '#8886'));
    const axis = { stroke: text, font, ticks: { show: false } };
    return {
      ...{ width, height, legend: { show: false }, cursor: { show: false }, padding: [6, 14, 0, 0] },
      scales: {
        x: { time: false, ...(form.logarithmic ? { distr: 3, log: 2 } : {}) },
        y: { range: (_, _low, high) => [0, form.top ?? Math.max(high * 1.1, 1)] },
      },
      axes: [
        {
          ...axis,
          size: 24,
          space: 56,
          grid: { show: false },
          values: (_, all) => all.map((v) => this.tick(v, form.x)),
        },
        { ...axis, size: 52, space: 28, grid: { stroke: faint, width: 1, dash: [1, 3] }, values: (_, all) => all.map((v) => form.y(v)) }, // prettier-ignore
      ],
      series: [
        {},
        {
          ...{ stroke: line, width: 1.5, points: { show: (this.line?.xs.length ?? 0) < 3 } },
          ...(form.stepped ? { paths: uPlot.paths.stepped?.({ align: 1 }) } : {}),
        },
      ],
      hooks: { draw: [(plot) => this.drawMark(plot)] },
    } as uPlot.Options;
  }

  private tick(value: number | null, show: (value: number) => string): string {
    return value === null ? '' : show(value);
  }

  private drawMark(plot: uPlot): void {
    const { line } = this;
    if (line?.mark === undefined) return;
    const y = line.ys[line.xs.indexOf(line.mark)] ?? 0;
    const { ctx } = plot;
    const left = plot.valToPos(line.mark, 'x', true);
    const top = plot.valToPos(y, 'y', true);
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour('editorWarning-foreground', colour('foreground', '#888'));
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    ctx.lineWidth = ratio;
    ctx.beginPath();
    ctx.moveTo(left, top);
    ctx.lineTo(left, plot.bbox.top + plot.bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(left, top, 4 * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.restore();
  }
}
