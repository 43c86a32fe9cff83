// function: tribonacci
'use strict';

const { memoize } = require('memoscope');

const tribonacci = memoize((n) => {
  return n < 3 ? 1 : tribonacci(n - 1) + tribonacci(n - 2) + tribonacci(n - 3);
}, { name: 'tribonacci' });

module.exports = tribonacci;
