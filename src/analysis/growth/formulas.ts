/** Closed forms that go through exact counts, and how they are written. */

/** An exact count at one value of the variable. */
export interface Point {
  readonly n: number;
  readonly count: bigint;
}

/** A formula, and the value that it gives. */
export interface Formula {
  readonly text: string;
  readonly at: (n: number) => bigint;
}

/** Points that a formula must meet beyond those that determine it. */
const checks = 3;

const power = (name: string, k: number): string => (k === 0 ? '' : k === 1 ? name : `${name}^${k}`);

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** `n^2 + 2n - 1`, over a common denominator where it needs one. */
function sum(terms: readonly (readonly [factor: bigint, name: string])[], divisor: bigint): string {
  const common = terms.reduce((d, [factor]) => gcd(d, factor), divisor);
  let text = '';
  for (const [factor, name] of terms) {
    const own = factor / common;
    if (own === 0n) continue;
    const size = own < 0n ? -own : own;
    const written = size === 1n && name ? name : `${size}${/^\d/.test(name) ? '·' : ''}${name}`;
    text += text === '' ? `${own < 0n ? '-' : ''}${written}` : ` ${own < 0n ? '-' : '+'} ${written}`;
  }
  const under = divisor / common;
  if (under === 1n) return text || '0';
  return text.includes(' ') ? `(${text})/${under}` : `${text}/${under}`;
}

/**
 * The polynomial of degree 1 to 3 through the points, which lie one step apart (Newton's forward differences).
 * @returns undefined when there is none, or there are too few points to tell
 */
export function polynomial(points: readonly Point[], variable: string): Formula | undefined {
  const differences: bigint[] = [];
  let row = points.map(({ count }) => count);
  while (row.some((v) => v !== 0n)) {
    differences.push(row[0]!);
    row = row.slice(1).map((v, i) => v - row[i]!);
  }
  const degree = differences.length - 1;
  if (degree < 1 || degree > 3 || row.length < checks) return undefined;
  // Σ Δᵏ·C((n − start) / step, k) over 6·step³, expanded in powers of n.
  const start = BigInt(points[0]!.n);
  const step = BigInt(points[1]!.n) - start;
  let total = [0n, 0n, 0n, 0n];
  let basis = [6n * step ** 3n, 0n, 0n, 0n];
  differences.forEach((difference, k) => {
    total = total.map((v, i) => v + difference * basis[i]!);
    const at = start + BigInt(k) * step;
    basis = basis.map((v, i) => ((i > 0 ? basis[i - 1]! : 0n) - at * v) / (BigInt(k + 1) * step));
  });
  const divisor = 6n * step ** 3n;
  const terms = total.map((factor, i) => [factor, power(variable, i)] as const).reverse();
  return {
    text: sum(terms, divisor),
    at: (n) => total.reduce((value, factor, i) => value + factor * BigInt(n) ** BigInt(i), 0n) / divisor,
  };
}

/** `floor((n + 1)/2) + 1`: counts that rise by one every few steps. */
export function staircase(points: readonly Point[], variable: string): Formula | undefined {
  for (let width = 2; width <= 6 && width + checks <= points.length; width++) {
    const rises = points.flatMap(({ n, count }, i) => (i > 0 && count !== points[i - 1]!.count ? [n] : []));
    const first = points[0]!;
    if (rises.length === 0) continue;
    // Rises where n + shift is a multiple of the width.
    const shift = (width - (rises[0]! % width)) % width;
    const base = first.count - BigInt(Math.floor((first.n + shift) / width));
    const at = (n: number): bigint => BigInt(Math.floor((n + shift) / width)) + base;
    if (!points.every(({ n, count }) => at(n) === count)) continue;
    const inside = shift === 0 ? `${variable}/${width}` : `(${variable} + ${shift})/${width}`;
    return { text: sum([[1n, `floor(${inside})`], [base, '']], 1n), at }; // prettier-ignore
  }
  return undefined;
}

/** `3·2^(n + 1) - 1`: a whole power with a linear rest, through points one apart. */
export function exponential(points: readonly Point[], variable: string): Formula | undefined {
  const [first] = points;
  if (points.length < 4 + checks || points[1]!.n !== first!.n + 1) return undefined;
  for (let base = 2n; base <= 9n; base++) {
    const rest = points.slice(1).map(({ count }, i) => count - base * points[i]!.count);
    const slope = rest[1]! - rest[0]!;
    if (!rest.every((v, i) => v === rest[0]! + slope * BigInt(i))) continue;
    // T = A·bⁿ + B·n + C, all over (b − 1)².
    const under = (base - 1n) ** 2n;
    const linear = -slope * (base - 1n);
    const start = BigInt(first!.n);
    const constant = (slope * start - rest[0]!) * (base - 1n) - slope;
    const lead = first!.count * under - linear * start - constant;
    if (lead <= 0n) continue;
    return {
      text: exponentialText(base, lead, linear, constant, first!.n, under, variable),
      at: (n) => (scaled(lead, base, n - first!.n) + linear * BigInt(n) + constant) / under,
    };
  }
  return undefined;
}

const scaled = (lead: bigint, base: bigint, exponent: number): bigint =>
  exponent >= 0 ? lead * base ** BigInt(exponent) : lead / base ** BigInt(-exponent);

function exponentialText(
  base: bigint,
  lead: bigint,
  linear: bigint,
  constant: bigint,
  start: number,
  under: bigint,
  variable: string,
): string {
  // Powers of the base that can move into the exponent, also those that the denominator takes from all terms.
  const common = [linear, constant].reduce((d, v) => gcd(d, v), gcd(lead, under));
  let factor = lead / common;
  let shift = -start;
  while (factor % base === 0n) {
    factor /= base;
    shift++;
  }
  const exponent = shift === 0 ? variable : `(${variable} ${shift < 0 ? '-' : '+'} ${Math.abs(shift)})`;
  return sum([[factor, `${base}^${exponent}`], [linear / common, variable], [constant / common, '']], under / common); // prettier-ignore
}
