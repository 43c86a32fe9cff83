// function: score
const game = {
	/** Ways to reach a score by throws of 2, 3 and 7. */
	score(n) {
		if (n < 0) return 0;
		if (n === 0) return 1;
		return this.score(n - 2) + this.score(n - 3) + this.score(n - 7);
	},
};

module.exports = game
