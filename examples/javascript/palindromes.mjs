// ECMAScript module. The longest palindromic subsequence of a word.
const longest = (word, i, j) => {
  if (i > j) return 0;
  if (i === j) return 1;
  if (word[i] === word[j]) return 2 + longest(word, i + 1, j - 1);
  return Math.max(longest(word, i + 1, j), longest(word, i, j - 1));
};

for (const word of ['character', 'underqualified', 'abcdefghijklmnopqrs']) {
  const start = performance.now();
  const length = longest(word, 0, word.length - 1);
  console.log(`${word}: ${length} in ${(performance.now() - start).toFixed(1)} ms`);
}
