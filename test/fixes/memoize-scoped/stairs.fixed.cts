// function: stairs
function stairs(steps: number): number;
function stairs(steps: number, longest: number): number;
function stairs(steps: number, longest = 3): number {
  const memo = new Map<number, number>();
  const visit = (steps: number): number => {
    const known = memo.get(steps);
    if (known !== undefined) return known;
    switch (true) {
      case steps < 0:
        memo.set(steps, 0);
        return 0;
      case steps === 0:
        memo.set(steps, 1);
        return 1;
      default: {
        let sum = 0;
        for (let step = 1; step <= longest; step++) sum += visit(steps - step);
        memo.set(steps, sum);
        return sum;
      }
    }
  };
  return visit(steps);
}
export = stairs;
