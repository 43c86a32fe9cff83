// function: go
/** Length of the longest common subsequence. */
export function lcs(a: string, b: string): number {
	const memo: number[][] = [];
	return go(0, 0);

	/** Of the rests from i and from j. */
	function go(i: number, j: number): number {
		let row = memo[i];
		if (row === undefined) {
			row = [];
			memo[i] = row;
		}
		const known = row[j];
		if (known !== undefined) return known;
		if (i === a.length || j === b.length) {
			row[j] = 0;
			return 0;
		} else if (a[i] === b[j]) {
			const result = 1 + go(i + 1, j + 1);
			row[j] = result;
			return result;
		}
		const result = Math.max(go(i + 1, j), go(i, j + 1));
		row[j] = result;
		return result;
	}
}
