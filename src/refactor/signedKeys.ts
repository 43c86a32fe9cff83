import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../languages/ecmascript/tree.ts';
import type { BoundName, Parameter } from './parameters.ts';
import { type FixRequest, refuse } from './request.ts';
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
  const isNumber = (k: BoundName): boolean => /^(number|integer|unknown)$/.test(k.kind) && !k.index && isPlainName(k.name);
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
  const marked = keys.map((k) => {
    const parameter = isNumber(k) ? varying.find((p) => p.names.some((n) => n.name === k.name)) : undefined;
    if (!parameter) return k;
    const origins = from(parameter);
    const within = origins.includes('made') || (sign === 'seen' && origins.includes('data'));
    if (!within && (sign !== 'seen' || perCall)) return k;
    if (k.kind === 'unknown') refuse(`\`${fn.name}\` may tell -0 from 0, which no table does.`);
    const signed = (type: string | undefined): { type: string } | object => (type === undefined ? {} : { type: `${type} | string` }); // prettier-ignore
    return { ...k, ...signed(k.type), ...(k.outerType === undefined ? {} : { outerType: `${k.outerType} | string` }), signed: within ? 'within' : 'from outside' } as const;
  });
  return { keys: marked, mixesZeros: marked.some((k) => isNumber(k) && !k.signed) };
} // prettier-ignore

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
