import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EditList } from './edits.ts';

/** Makes a call go to `callee`, with the arguments at `dropped` positions taken out. */
export function redirectCall(
  edits: EditList,
  call: TSESTree.CallExpression,
  callee: string,
  dropped: ReadonlySet<number>,
): void {
  // prettier-ignore
  const { text } = edits;
  edits.replace(call.callee.range[0], call.callee.range[1], callee);
  if (call.typeArguments) edits.remove(...call.typeArguments.range);
  const { arguments: list } = call;
  if (!list.some((_, i) => dropped.has(i))) return;
  const open = nextToken(text, call.typeArguments?.range[1] ?? call.callee.range[1], '(');
  const commas = list.slice(1).map((_, i) => nextToken(text, list[i]!.range[1], ','));
  const close = call.range[1] - 1;
  const firstKept = list.findIndex((_, i) => !dropped.has(i));
  if (firstKept < 0) {
    edits.remove(open + 1, close);
    return;
  }
  if (firstKept > 0) edits.remove(open + 1, skipSpace(text, commas[firstKept - 1]! + 1));
  for (let i = firstKept + 1; i < list.length; i++) {
    if (dropped.has(i)) edits.remove(commas[i - 1]!, commas[i] ?? endOfLast(text, list[i]!.range[1], close));
  }
}

/** End of the last argument: before a trailing comma's line or the closing parenthesis. */
function endOfLast(text: string, from: number, close: number): number {
  let end = close;
  while (end > from && /\s/.test(text[end - 1]!)) end--;
  return end;
}

function skipSpace(text: string, at: number): number {
  while (/\s/.test(text[at] ?? 'x')) at++;
  return at;
}

/** Position of the next `token` at or after `from` that is not in a comment. */
export function nextToken(text: string, from: number, token: string): number {
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('//', at)) at = text.indexOf('\n', at);
    else if (text.startsWith('/*', at)) at = text.indexOf('*/', at) + 1;
    else if (text.startsWith(token, at)) return at;
  }
  throw new Error(`no ${token} after ${from}`);
}
