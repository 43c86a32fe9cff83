// function: coins
const sizes = [1, 2, 5];

/** Fewest coins. */
const coins = function (amount) {
  const memo = new Map();
  const visit = (amount) => {
    const known = memo.get(amount);
    if (known !== undefined) return known;
    if (amount === 0) {
      memo.set(amount, 0);
      return 0;
    }
    let fewest = Infinity;
    for (const size of sizes) if (size <= amount) fewest = Math.min(fewest, 1 + visit(amount - size));
    memo.set(amount, fewest);
    return fewest;
  };
  return visit(amount);
};

exports.coins = coins;
