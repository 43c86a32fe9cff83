// function: tribonacci
'use strict';

const tribonacci = (n) => {
  return n < 3 ? 1 : tribonacci(n - 1) + tribonacci(n - 2) + tribonacci(n - 3);
};

module.exports = tribonacci;
