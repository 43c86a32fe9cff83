import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, keyName } from '../../languages/ecmascript/tree.ts';
import type { BoundName, Parameter } from './parameters.ts';
import type { FixRequest } from '../request.ts';
import { callWithThis, sitesWithin } from './sites.ts';
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
      ...sites.mentions.filter((m) => m.target === fn).map(({ node }) => {
        const call = callWithThis(caller, node);
        return call ? givenZero(caller, call, p.index + 1) : ('data' as const);
      }),
      ...sites.calls.filter((s) => s.target === fn).map((s) => givenZero(caller, s.node, p.index)),
    ]);
  const declared = fn.node.params.filter((n) => !(n.type === 'Identifier' && n.name === 'this'));
  const given = (p: Parameter, name: string): Given[] =>
    within.flatMap(({ sites }) =>
      sites.calls.filter((s) => s.target === fn).map((s) => partFor(name, declared[p.index]!, s.node.arguments[p.index])),
    );
  const isFromData = new Set<string>();
  const marked = keys.map((k) => {
    const parameter = isNumber(k) ? varying.find((p) => p.names.some((n) => n.name === k.name)) : undefined;
    if (!parameter) return k;
    const origins = from(parameter);
    if (meetsStart(k.name, given(parameter, k.name))) origins.push('data');
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
function meetsStart(name: string, given: readonly Given[]): boolean {
  if (given.includes('unknown')) return true;
  const known = given.filter((a) => a !== 'unknown');
  const isSame = (a: TreeNode | undefined): boolean => a?.type === 'Identifier' && a.name === name;
  const others = known.filter((a) => !isSame(a));
  if (others.length === given.length) return false;
  const steps = new Set(others.map((a) => (a?.type === 'BinaryExpression' && isSame(a.left) && a.right.type === 'Literal' && a.right.value !== 0 ? a.operator : '?'))); // prettier-ignore
  return steps.size > 1 || (steps.size === 1 && !/^[+-]$/.test([...steps][0]!));
}

/** What a call gives for a name; undefined where it gives nothing. */
type Given = TreeNode | undefined | 'unknown';

/** The part of an argument that a parameter, or the pattern that it is, binds to a name. */
function partFor(name: string, parameter: TreeNode, argument: TreeNode | undefined): Given {
  if (parameter.type === 'AssignmentPattern') return partFor(name, parameter.left, argument);
  if (parameter.type === 'ObjectPattern' && argument?.type === 'ObjectExpression') {
    if (argument.properties.some((a) => a.type !== 'Property' || a.computed)) return 'unknown';
    const inner = parameter.properties.find((p) => p.type === 'Property' && binds(p.value, name));
    if (inner?.type !== 'Property' || inner.computed) return 'unknown';
    const same = argument.properties.find((a) => a.type === 'Property' && keyName(a) === keyName(inner));
    return partFor(name, inner.value, same?.type === 'Property' ? same.value : undefined);
  }
  if (parameter.type === 'ArrayPattern' && argument?.type === 'ArrayExpression') {
    if (argument.elements.some((a) => a?.type === 'SpreadElement')) return 'unknown';
    const at = parameter.elements.findIndex((e) => e && binds(e, name));
    return at < 0 ? 'unknown' : partFor(name, parameter.elements[at]!, argument.elements[at] ?? undefined);
  }
  return parameter.type === 'ObjectPattern' || parameter.type === 'ArrayPattern' ? 'unknown' : argument;
}

function binds(node: TreeNode, name: string): boolean {
  if (node.type === 'Identifier') return node.name === name;
  if (node.type === 'AssignmentPattern') return binds(node.left, name);
  if (node.type === 'Property') return binds(node.value, name);
  let found = false;
  forEachChild(node, (child) => {
    found ||= binds(child, name);
  });
  return found;
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
