// function: score
const game = {
	/** Ways to reach a score by throws of 2, 3 and 7. */
	score(n) {
		const memo = new Map();
		const visit = (n) => {
			const known = memo.get(n);
			if (known !== undefined) return known;
			if (n < 0) {
				memo.set(n, 0);
				return 0;
			}
			if (n === 0) {
				memo.set(n, 1);
				return 1;
			}
			const result = visit(n - 2) + visit(n - 3) + visit(n - 7);
			memo.set(n, result);
			return result;
		};
		return visit(n);
	},
};

module.exports = game
