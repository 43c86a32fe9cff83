// The moves are the result, in their order: a cached call would leave them out.
function hanoi(discs: number, from: string, to: string, spare: string, moves: string[]): void {
  if (discs === 0) return;
  hanoi(discs - 1, from, spare, to, moves);
  moves.push(`${from}${to}`);
  hanoi(discs - 1, spare, to, from, moves);
}

const moves: string[] = [];
hanoi(10, 'A', 'C', 'B', moves);
console.log(`${moves.length} moves: ${moves.slice(0, 7).join(' ')} …`);
