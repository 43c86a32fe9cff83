// function: steps
import { readFileSync } from 'node:fs'

const stepsMemo = new Map()

/** Ways up a staircase. */
export const steps = (n) => {
  const known = stepsMemo.get(n)
  if (known !== undefined) return known
  if (n < 0) {
    stepsMemo.set(n, 0)
    return 0
  }
  const result = n === 0 ? 1 : steps(n - 1) + steps(n - 2) + steps(n - 3)
  stepsMemo.set(n, result)
  return result
}

export const lines = (file) => readFileSync(file, 'utf8').split('\n').length
