/** Trends as text, a letter a point: a thousand of them go to the page several times a second. Pure. */

const first = 35; // '#': from here on JSON escapes no letter but the backslash, which is stepped over
const backslash = 92;
const steps = 90;

/** A rate from 0 to 1 as a letter, to about a hundredth. */
export function letterOf(rate: number): string {
  const code = first + Math.round(Math.min(1, Math.max(0, rate)) * steps);
  return String.fromCharCode(code < backslash ? code : code + 1);
}

/** The rates of a trend, oldest first. */
export const ratesOf = (trend: string): number[] =>
  Array.from(trend, (letter) => {
    const code = letter.charCodeAt(0);
    return (code < backslash ? code - first : code - first - 1) / steps;
  });
