// function: paths
'use strict'

const { memoize } = require('memoscope')

/** Grid paths. */
const paths = memoize(function (r, c) {
  if (r === 0 || c === 0) return 1
  return paths(r - 1, c) + paths(r, c - 1)
}, { maxSize: 256, name: 'paths' })

module.exports = paths
