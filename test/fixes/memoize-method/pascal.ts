// function: binomial
export class Pascal {
  /** n over k. */
  binomial(n: number, k: number): number {
    if (k <= 0 || k >= n) return 1;
    return this.binomial(n - 1, k - 1) + this.binomial(n - 1, k);
  }
}
