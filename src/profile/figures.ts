/** Numbers as people read them, the same in the view, the lens, the status item and the command line. */
import type { MemoryEstimate } from '../protocol/statistics.ts';

const space = '\u00a0';
let language = 'en-US';

/** Writes numbers as the language does from now on, where it is known. @param tag a BCP 47 tag, as VS Code has one */
export function speak(tag: string): void {
  try {
    language = Intl.NumberFormat.supportedLocalesOf(tag)[0] ?? language;
  } catch {
    // no tag at all: numbers stay English, like the texts
  }
}

/** A formatter costs milliseconds to make, so none is made before the first number. */
function formatter(fractionDigits: number): { format(n: number): string } {
  let made: Intl.NumberFormat | undefined;
  let of = '';
  const digits = { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits };
  const format = (n: number): string => {
    if (!made || of !== language) made = new Intl.NumberFormat((of = language), digits);
    return made.format(n);
  };
  return { format };
}

const whole = formatter(0);
const tenths = formatter(1);

/** 1234567 → "1,234,567" */
export const count = (n: number): string => whole.format(n);

/** In a column of the table, where eight figures fit, or as many as `below` says: 123456789 → "123.5 M" */
export const shortCount = (n: number, below = 1e8): string =>
  n < below ? count(n) : n < 1e11 ? `${tenths.format(n / 1e6)}${space}M` : `${tenths.format(n / 1e9)}${space}G`;

/** 0.974 → "97.4 %"; never "100.0 %" or "0.0 %" unless exactly so. */
export function percent(rate: number): string {
  const shown = Math.min(Math.max(rate * 100, rate > 0 ? 0.1 : 0), rate < 1 ? 99.9 : 100);
  return `${tenths.format(shown)}${space}%`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

function inUnit(bytes: number, power: number): string {
  const value = bytes / 1000 ** power;
  return power === 0 || value >= 100 ? whole.format(value) : tenths.format(value);
}

const powerOf = (bytes: number): number =>
  Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3 + 1e-12));

/** 88123 → "88.1 kB" (decimal units) */
export const bytes = (n: number): string => `${inUnit(n, powerOf(n))}${space}${units[powerOf(n)]}`;

/** An estimate with its range in one unit: "88.1 ± 9.0 kB". */
export function memory({ bytes: n, plusMinus }: MemoryEstimate): string {
  if (plusMinus <= 0) return bytes(n);
  const power = powerOf(n);
  const [value, range] = [n, plusMinus].map((part) => part / 1000 ** power) as [number, number];
  // as many figures of the range as of the value, unless nothing would be left of it
  const figures = power === 0 || (value >= 100 && range >= 1) ? whole : tenths;
  return `${figures.format(value)}${space}±${space}${figures.format(range)}${space}${units[power]}`;
}

/** Milliseconds: "12 ns", "3.4 µs", "5.6 ms", "7.8 s" */
export function duration(ms: number): string {
  if (ms < 1e-3) return `${whole.format(ms * 1e6)}${space}ns`;
  if (ms < 1) return `${tenths.format(ms * 1e3)}${space}µs`;
  if (ms < 1000) return `${tenths.format(ms)}${space}ms`;
  return `${tenths.format(ms / 1000)}${space}s`;
}

/** 524288 → "524k", for the axis of a chart */
export function roughly(n: number): string {
  const power = n < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(n) / 3));
  return `${Math.round(n / 1000 ** power)}${['', 'k', 'M', 'G'][power]}`;
}

/** Milliseconds as "0 s", "2.5 s" or "4 min", for the axis of a chart */
export const seconds = (ms: number): string =>
  ms < 120_000 ? `${tenths.format(ms / 1000).replace(/\.0$/, '')}${space}s` : `${Math.round(ms / 60_000)}${space}min`;
