// function: steps
import { readFileSync } from 'node:fs'

/** Ways up a staircase. */
export const steps = (n) => {
  if (n < 0) return 0
  return n === 0 ? 1 : steps(n - 1) + steps(n - 2) + steps(n - 3)
}

export const lines = (file) => readFileSync(file, 'utf8').split('\n').length
