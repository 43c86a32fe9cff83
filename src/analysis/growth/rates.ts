/** Asymptotic rates of recurrences T(x) = 1 + Σ T(child), from the maps of their arguments alone. */

/** The root ρ > 1 of Σ ρ^(−dᵢ) = 1: a recurrence in one argument with these shifts makes Θ(ρⁿ) calls. */
export function characteristicRoot(shifts: readonly number[]): number {
  return 1 / bisect((x) => 1 - shifts.reduce((total, d) => total + x ** d, 0), 1 / (shifts.length + 1), 1);
}

/**
 * The exponent e of Σ qᵢ^e = 1: a recurrence that scales its argument by each qᵢ < 1 makes Θ(nᵉ) calls (Akra and Bazzi,
 * "On the solution of linear recurrence equations", 1998).
 */
export function divisionExponent(ratios: readonly number[]): number {
  return bisect((e) => ratios.reduce((total, q) => total + q ** e, 0) - 1, 0, 64);
}

/** The zero of a function that falls from `low` to `high`. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, k) => sum + x * b[k]!, 0);

/**
 * The rate ρ of the number of words of `steps` that lead from the origin to n·`direction`, ρⁿ up to a power of n:
 * min over z > 0 with Σ z^(−step) = 1 of z^direction.
 * @returns undefined when the direction is not inside the cone of the steps
 */
export function latticeRate(steps: readonly (readonly number[])[], direction: readonly number[]): number | undefined {
  let low = 1e-3;
  let high = 1e3;
  let best: number[] | undefined;
  // Lagrange: the constraint falls as the multiplier grows.
  for (let i = 0; i < 60; i++) {
    const multiplier = Math.sqrt(low * high);
    best = minimum(steps, direction, multiplier);
    if (!best) return undefined;
    if (steps.reduce((total, step) => total + Math.exp(-dot(best!, step)), 0) > 1) low = multiplier;
    else high = multiplier;
  }
  return best && Math.exp(dot(best, direction));
}

/** The y that minimises y·direction + m·Σ exp(−y·step), by damped Newton steps; undefined when there is none. */
function minimum(steps: readonly (readonly number[])[], direction: readonly number[], m: number): number[] | undefined {
  const value = (y: readonly number[]): number =>
    dot(y, direction) + m * steps.reduce((total, step) => total + Math.exp(-dot(y, step)), 0);
  let y = direction.map(() => 0);
  for (let round = 0; round < 100; round++) {
    const gradient = [...direction];
    const hessian = direction.map(() => direction.map(() => 0));
    for (const step of steps) {
      const weight = m * Math.exp(-dot(y, step));
      step.forEach((a, i) => {
        gradient[i]! -= weight * a;
        step.forEach((b, j) => (hessian[i]![j]! += weight * a * b));
      });
    }
    if (gradient.every((g) => Math.abs(g) < 1e-10)) return y;
    const move = solve(hessian, gradient);
    if (!move || y.some((v) => Math.abs(v) > 50)) return undefined;
    let factor = 1;
    const here = value(y);
    const moved = (): number[] => y.map((v, k) => v - factor * move[k]!);
    while (factor > 1e-6 && !(value(moved()) <= here)) factor /= 2;
    y = moved();
  }
  return y;
}

/** Gauss elimination for the few unknowns of a recurrence; undefined for a singular matrix. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const n = rows.length;
  for (let c = 0; c < n; c++) {
    const pivot = rows.slice(c).reduce((best, row) => (Math.abs(row[c]!) > Math.abs(best[c]!) ? row : best));
    if (Math.abs(pivot[c]!) < 1e-12) return undefined;
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(c, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[c]! / pivot[c]!;
      for (let k = c; k <= n; k++) row[k]! -= factor * pivot[k]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}
