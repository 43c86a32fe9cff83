// function: stairs
function stairs(steps: number): number;
function stairs(steps: number, longest: number): number;
function stairs(steps: number, longest = 3): number {
  switch (true) {
    case steps < 0:
      return 0;
    case steps === 0:
      return 1;
    default: {
      let sum = 0;
      for (let step = 1; step <= longest; step++) sum += stairs(steps - step, longest);
      return sum;
    }
  }
}
export = stairs;
