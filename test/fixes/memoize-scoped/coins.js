// function: coins
const sizes = [1, 2, 5];

/** Fewest coins. */
const coins = function (amount) {
  if (amount === 0) return 0;
  let fewest = Infinity;
  for (const size of sizes) if (size <= amount) fewest = Math.min(fewest, 1 + coins(amount - size));
  return fewest;
};

exports.coins = coins;
