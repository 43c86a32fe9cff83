// CommonJS. The best price of a rod of a given length, cut anywhere.
const prices = [0, 1, 5, 8, 9, 10, 17, 17, 20, 24, 30];

function bestPrice(length) {
  let best = 0;
  for (let cut = 1; cut <= length; cut += 1) {
    const price = cut < prices.length ? prices[cut] : 0;
    best = Math.max(best, price + bestPrice(length - cut));
  }
  return best;
}

for (const length of [4, 10, 20]) {
  const start = performance.now();
  const price = bestPrice(length);
  console.log(`a rod of ${length} is worth ${price} in ${(performance.now() - start).toFixed(1)} ms`);
}
