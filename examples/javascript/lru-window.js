// CommonJS. A bounded cache pays only when it is at least as large as the recursion's window: three, for Fibonacci.
const { memoize } = require('memoscope');

function callsWith(maxSize) {
  let computed = 0;
  const fib = memoize(
    (n) => {
      computed += 1;
      return n < 2 ? n : fib(n - 1) + fib(n - 2);
    },
    { maxSize, name: `fib, ${maxSize} entries` },
  );
  fib(20);
  return { computed, ...fib.cacheInfo() };
}

for (const maxSize of [2, 3, 4]) {
  const { computed, hits, size, evictions } = callsWith(maxSize);
  console.log(`${maxSize} entries: ${computed} computed, ${hits} hits, ${size} kept, ${evictions} evicted`);
}
