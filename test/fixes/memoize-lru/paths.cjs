// function: paths
'use strict'

/** Grid paths. */
function paths(r, c) {
  if (r === 0 || c === 0) return 1
  return paths(r - 1, c) + paths(r, c - 1)
}

module.exports = paths
