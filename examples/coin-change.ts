/** Fewest coins that make `amount`; Infinity when no combination does. */
function fewestCoins(coins: readonly number[], amount: number): number {
  if (amount === 0) return 0;
  let fewest = Infinity;
  for (const coin of coins) {
    if (coin <= amount) fewest = Math.min(fewest, 1 + fewestCoins(coins, amount - coin));
  }
  return fewest;
}

/** Number of ways to make `amount` from the coins i, i + 1, … regardless of order. */
function ways(coins: readonly number[], i: number, amount: number): number {
  if (amount === 0) return 1;
  if (amount < 0 || i === coins.length) return 0;
  return ways(coins, i, amount - coins[i]) + ways(coins, i + 1, amount);
}

let start = performance.now();
console.log(`fewest coins for 30: ${fewestCoins([1, 2, 5], 30)} in ${(performance.now() - start).toFixed(1)} ms`);

start = performance.now();
const euroCents = [1, 2, 5, 10, 20, 50];
console.log(`ways to pay 100: ${ways(euroCents, 0, 100)} in ${(performance.now() - start).toFixed(1)} ms`);
