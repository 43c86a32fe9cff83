// function: go
/** Length of the longest common subsequence. */
export function lcs(a: string, b: string): number {
	return go(0, 0);

	/** Of the rests from i and from j. */
	function go(i: number, j: number): number {
		if (i === a.length || j === b.length) {
			return 0;
		} else if (a[i] === b[j]) {
			return 1 + go(i + 1, j + 1);
		}
		return Math.max(go(i + 1, j), go(i, j + 1));
	}
}
