import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../languages/ecmascript/tree.ts';
import type { BoundName, Parameter } from './parameters.ts';
import type { FixRequest } from './request.ts';
import { sitesWithin } from './sites.ts';
import { type MinusZero, minusZeroOf } from './zeroGuards.ts';
import { zeroSignOf } from './zeroSign.ts';

interface Keyed {
  readonly request: FixRequest;
  readonly fn: EcmaFunction;
  readonly callers: readonly EcmaFunction[];
  readonly varying: readonly Parameter[];
  readonly keys: readonly BoundName[];
  readonly perCall: boolean;
}

/** Marks the keys whose zeros a table would mix up to a visible end. */
export function signedKeys({ request: { recurrence }, fn, callers, varying, keys, perCall }: Keyed): { readonly keys: readonly BoundName[]; readonly mixesZeros: boolean } {
  const isNumber = (k: BoundName): boolean => !k.index && isPlainName(k.name) && !isOtherType(k.outerType);
  const asTheyAre = { keys, mixesZeros: false };
  if (!keys.some(isNumber)) return asTheyAre;
  const within = [...new Set(callers)].map((c) => ({ caller: c, sites: sitesWithin(c, recurrence) }));
  const calls = new Set<TreeNode>(within.flatMap((w) => w.sites.calls.map((s) => s.node)));
  const sign = within
    .map(({ caller }) => zeroSignOf(caller, parameterNames(caller), (c) => calls.has(c)))
    .reduce((a, b) => (a === 'seen' || b === 'none' ? a : b), 'none');
  if (sign === 'none') return asTheyAre;
  const from = (p: Parameter): MinusZero[] =>
    within.flatMap(({ caller, sites }) => [
      ...sites.mentions.filter((m) => m.target === fn).map(() => 'data' as const),
      ...sites.calls.filter((s) => s.target === fn).map((s) => givenZero(caller, s.node, p.index)),
    ]);
  const given = (p: Parameter): (TreeNode | undefined)[] =>
    within.flatMap(({ sites }) => sites.calls.filter((s) => s.target === fn).map((s) => s.node.arguments[p.index]));
  const isFromData = new Set<string>();
  const marked = keys.map((k) => {
    const parameter = isNumber(k) ? varying.find((p) => p.names.some((n) => n.name === k.name)) : undefined;
    if (!parameter) return k;
    const origins = from(parameter);
    if (meetsStart(k.name, given(parameter))) origins.push('data');
    if (origins.includes('data')) isFromData.add(k.name);
    const within = origins.includes('made') || (sign === 'seen' && origins.includes('data'));
    if (!within && (sign !== 'seen' || perCall)) return k;
    const signed = (type: string | undefined): { type: string } | object => (type === undefined ? {} : { type: `${type} | object` }); // prettier-ignore
    return { ...k, ...signed(k.type), ...(k.outerType === undefined ? {} : { outerType: `${k.outerType} | object` }), signed: within ? 'within' : 'from outside' } as const;
  });
  const mixesZeros = marked.some((k) => isNumber(k) && !k.signed && (!perCall || isFromData.has(k.name)));
  return { keys: marked, mixesZeros };
} // prettier-ignore

/**
 * Whether a -0 that the outermost call was given may stay (`f(n, …)`) while others come to 0: by steps of one direction
 * they do not.
 */
function meetsStart(name: string, given: readonly (TreeNode | undefined)[]): boolean {
  const isSame = (a: TreeNode | undefined): boolean => a?.type === 'Identifier' && a.name === name;
  const others = given.filter((a) => !isSame(a));
  if (others.length === given.length) return false;
  const steps = new Set(others.map((a) => (a?.type === 'BinaryExpression' && isSame(a.left) && a.right.type === 'Literal' && a.right.value !== 0 ? a.operator : '?'))); // prettier-ignore
  return steps.size > 1 || (steps.size === 1 && !/^[+-]$/.test([...steps][0]!));
}

/** Declared as something that is no number; what is only inferred may be wrong. */
const isOtherType = (type: string | undefined): boolean =>
  type !== undefined &&
  /^(string|boolean|bigint|symbol|.*\[\]|(readonly )?.*\[\]|(Readonly)?(Array|Map|Set)<.*)$/.test(type);

const isPlainName = (name: string): boolean => /^[\p{ID_Continue}$]+$/u.test(name);

function parameterNames(fn: EcmaFunction): string[] {
  const names: string[] = [];
  const look = (node: TreeNode): void => {
    if (node.type === 'Identifier') names.push(node.name);
    forEachChild(node, look);
  };
  for (const parameter of fn.node.params) look(parameter);
  return names;
}

/** How -0 may come in by an argument, or a part of one that is taken apart. */
function givenZero(caller: EcmaFunction, call: TSESTree.CallExpression, index: number): MinusZero {
  const argument = call.arguments[index];
  if (call.arguments.some((a) => a.type === 'SpreadElement')) return 'data';
  if (!argument) return 'never';
  const parts: TreeNode[] = [];
  const look = (node: TreeNode): void => {
    if (node.type === 'ObjectExpression' || node.type === 'ArrayExpression' || node.type === 'SpreadElement')
      forEachChild(node, look); // prettier-ignore
    else if (node.type === 'Property') look(node.value);
    else parts.push(node);
  };
  look(argument);
  const found = parts.map((p) => minusZeroOf(caller, p));
  return found.includes('made') ? 'made' : found.includes('data') ? 'data' : 'never';
}
