import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Recurrence } from '../../analysis/callGraph.ts';
import { isKnownMemoizer } from '../../analysis/memo/wrappers.ts';
import { memoization } from '../../analysis/memoized.ts';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';
import { indexParameters } from './bounds.ts';
import { checkBelow } from './fields.ts';
import { comparesResults } from './identity.ts';
import { type JsDoc, readJsDoc } from './jsdoc.ts';
import { type BoundName, type Parameter, readParameters } from './parameters.ts';
import { type FixRequest, refuse } from '../request.ts';
import { type Results, checkFinally, readResults } from './results.ts';
import { lengthKey } from './sequences.ts';
import { checkOrder } from './settling.ts';
import { type Sites, callWithThis, freshArgument, isLeftOut, passesUnchanged, sitesWithin } from './sites.ts';
import { type Style, detectStyle, isScript } from '../text/style.ts';
import { signedKeys } from './signedKeys.ts';

/** A function that a fix is about to rewrite, with all that the rewriting needs to know of it. */
export interface Subject {
  readonly fn: EcmaFunction;
  readonly text: string;
  readonly typed: boolean;
  readonly style: Style;
  readonly parameters: readonly Parameter[];
  /** Parameters that take part in the key; the others come unchanged through the whole recursion. */
  readonly varying: readonly Parameter[];
  /** The parts of the key. */
  readonly keys: readonly BoundName[];
  /** A long-lived table gives the zero that was kept, whatever its sign. */
  readonly mixesZeros: boolean;
  readonly sites: Sites;
  readonly results: Results;
  /** Types in the comment of a JavaScript function. */
  readonly doc?: JsDoc | undefined;
}

/** The script of a component (`.vue`, `.svelte`) is TypeScript when it says types. */
function isTyped(path: string, style: Style): boolean {
  return /\.[cm]?tsx?$/i.test(path) || (!isScript(path) && style.typed);
}

/** Whether all of the recursion goes through `target`: other members of the cycle are functions inside it. */
export function isAlone(recurrence: Recurrence, target: EcmaFunction): boolean {
  return recurrence.functions.every((f) => f === target || isInside(f as EcmaFunction, target));
}

/** Whether the function comes back to itself, directly or through others. */
export function isRecursive({ recurrence }: Pick<FixRequest, 'recurrence'>): boolean {
  return recurrence.sites.length > 0;
}

/**
 * @throws Refusal for a fix whose table is for one outermost call, when that call is the only one
 */
export function checkRecursive(request: FixRequest): void {
  const { name } = request.target;
  if (!isRecursive(request)) refuse(`\`${name}\` does not call itself: no result comes back within one call of it.`);
}

/** Members of a recurrence that are not inside another member. */
export function outermostMembers({ functions }: Recurrence): EcmaFunction[] {
  const all = functions as EcmaFunction[];
  return all.filter((f) => !all.some((g) => isInside(f, g))).sort((a, b) => a.range[0] - b.range[0]);
}

function isInside(inner: EcmaFunction, outer: EcmaFunction): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1] && inner !== outer;
}

/**
 * Checks what every memoization takes for granted and gathers the rest.
 * @param callers the functions in which calls of it are looked for: more than itself when every parameter must be part
 *   of the key
 * @param options.perCall the table is for one outermost call
 * @param options.asksFirst only the outermost call comes with an empty table, and gives to it last
 * @param options.spreads each element of a rest parameter is a part of the key
 * @param options.decorated decorators may stand around it: what is called stays the decorated method
 * @throws Refusal
 */
export function readSubject(
  request: FixRequest,
  fn = request.target,
  callers: readonly EcmaFunction[] = [fn],
  options: {
    readonly perCall?: boolean;
    readonly asksFirst?: boolean;
    readonly spreads?: boolean;
    readonly decorated?: boolean;
  } = {},
): Subject {
  const { module, path, recurrence } = request;
  const { name } = fn;
  const style = detectStyle(module.text, module.program);
  const typed = isTyped(path, style);
  if (request.safety === 'unsafe' || request.safety === 'unknown') {
    const why = request.safetyReasons?.[0];
    refuse(why ? `Not safe to cache: ${why}` : `Nothing shows that \`${name}\` is safe to cache.`);
  }
  if (request.handed) refuse(`A key of objects does not suit \`${name}\`: ${request.handed}.`);
  if (fn.generator) refuse(`\`${name}\` is a generator: its result can be read only once.`);
  if (fn.usesArguments()) refuse(`\`${name}\` reads \`arguments\`, which no key of parameters covers.`);
  if (fn.form === 'accessor' || fn.form === 'constructor') refuse(`\`${name}\` is not called as a function.`);
  if (memoization(recurrence)?.complete && !fn.wrapper) refuse(`\`${name}\` already keeps its results in a table.`);
  if (fn.wrapper && !options.decorated) {
    if (fn.wrapper.startsWith('@') && !isKnownMemoizer(fn.wrapper)) refuse(`\`${name}\` is decorated by \`${fn.wrapper}\`, which its recursive calls go through: memoize-method, whose table is in the body, leaves that as it is.`); // prettier-ignore
    refuse(`\`${name}\` is already wrapped by \`${fn.wrapper}\`.`);
  }
  if (!isAlone(recurrence, fn) && recurrence.functions.some((f) => isInside(fn, f as EcmaFunction))) {
    refuse(`\`${name}\` recurses through the function around it: memoize that one.`);
  }
  const sites = sitesWithin(fn, recurrence);
  if ([...sites.calls, ...sites.mentions].some((s) => s.node.range[1] <= fn.node.body.range[0])) {
    refuse(`A default of a parameter of \`${name}\` is part of the recursion.`);
  }
  if (fn.usesThis()) checkThis(fn, sites, options.perCall === true && isAlone(recurrence, fn));
  if (fn.usesThis()) checkBelow([fn]);
  const parameters = readParameters(fn, typed, request.kinds);
  const own = callers.flatMap((c) => sitesWithin(c, recurrence).calls).filter((s) => s.target === fn);
  const fixedArity = callers.length === 1 && callers[0] === fn && sites.mentions.length === 0;
  const varying = parameters.filter((p) => !fixedArity || own.some((s) => !passesUnchanged(fn, s.node, p)) || isToldOf(fn, p) || isDeclaredAgain(fn, p)); // prettier-ignore
  const calls = own.map((s) => s.node);
  // Lengths tell the parts of one sequence apart, not those of two: only a table per outermost call may use them.
  const positions = fixedArity ? indexParameters(fn, varying, calls) : new Set();
  const keysOf = (p: Parameter): readonly BoundName[] => {
    if (fixedArity && options.asksFirst && isLeftOut(fn, p, calls)) return [];
    const length = fixedArity && options.perCall ? lengthKey(fn, p, calls, typed) : undefined;
    if (!length && !(options.spreads && p.form === 'rest')) checkKey(fn, p, calls);
    if (length) return [length];
    return positions.has(p) ? [{ ...p.names[0]!, index: true }] : p.names;
  };
  const { keys, mixesZeros } = signedKeys({ request, fn, callers, varying, keys: varying.flatMap(keysOf), perCall: options.perCall ?? false }); // prettier-ignore
  if (keys.length === 0) refuse(`No argument of \`${name}\` changes from call to call.`);
  checkTypeArguments(fn, calls);
  checkGlobals(fn);
  checkFinally(fn);
  if (typed) {
    checkOverloads(fn);
    if (options.perCall) checkGeneric(fn, varying, calls);
  }
  const results = readResults(fn, typed, parameters, (call) =>
    (typed ? own : sites.calls).some((s) => s.node === call),
  );
  const given = resultsWithin(module, sites);
  if (given.size > 0) checkOrder(fn, given);
  if ((!results.primitive || fn.async) && comparesResults(fn, given, results.primitive)) {
    refuse(`\`${name}\` compares its results by identity: a kept one is the same object again.`);
  }
  return { fn, text: module.text, typed, style, parameters, varying, keys, mixesZeros, sites, results, doc: typed ? undefined : readJsDoc(fn, parameters) }; // prettier-ignore
}

/** What gives results of the recursion: calls, and calls of what the function is handed on to. */
function resultsWithin({ parents }: EcmaModule, { calls, mentions }: Sites): Set<TreeNode> {
  const handed = mentions.map(({ node }) => {
    let at = parents.get(node);
    while (at && at.type !== 'CallExpression') at = parents.get(at);
    return at;
  });
  return new Set([...calls.map((s) => s.node), ...handed.filter((at) => at !== undefined)]);
}

/** Code that a fix writes names these. */
function checkGlobals(fn: EcmaFunction): void {
  const { module } = fn;
  const look = (node: TreeNode): void => {
    if (node.type === 'Identifier' && /^(Map|WeakMap|undefined)$/.test(node.name) && isName(node, module.parents.get(node)) && module.variable(node).role !== 'global') {
      refuse(`\`${node.name}\` means something else in this file.`);
    } // prettier-ignore
    forEachChild(node, look);
  };
  look(module.program);
}

/** Not the name of a property. */
function isName(node: TreeNode, above: TreeNode | undefined): boolean {
  if (above?.type === 'MemberExpression') return above.object === node || above.computed;
  if (above?.type === 'MethodDefinition' || above?.type === 'PropertyDefinition') return above.key !== node || above.computed; // prettier-ignore
  return !(above?.type === 'Property' && above.key === node && !above.computed && !above.shorthand);
}

/**
 * `this` must be the same in the whole recursion. An inner arrow function has that of the function around it, so a table
 * of one outermost call suits an arrow function, and a function that hands its own `this` on: `f.call(this, n - 1)`.
 */
function checkThis(fn: EcmaFunction, sites: Sites, mayMoveInside: boolean): void {
  if (mayMoveInside && !/method$/.test(fn.form)) {
    if (fn.node.type === 'ArrowFunctionExpression') return;
    if (sites.calls.length === 0 && sites.mentions.every((m) => callWithThis(fn, m.node))) return;
  }
  const isMethod = /method$/.test(fn.form);
  const throughThis = sites.calls.every(
    (s) => s.node.callee.type === 'MemberExpression' && s.node.callee.object.type === 'ThisExpression',
  );
  const isBorrowed = sites.mentions.some(({ node }) => {
    const above = fn.module.parents.get(node);
    return above?.type === 'MemberExpression' && above.object === node && !callWithThis(fn, node);
  });
  if (!isMethod || !throughThis || isBorrowed)
    refuse(`\`${fn.name}\` uses \`this\`, which its recursive calls may change.`);
}

function checkKey(fn: EcmaFunction, parameter: Parameter, calls: readonly TSESTree.CallExpression[]): void {
  if (parameter.form === 'rest')
    refuse(
      `The rest parameter of \`${fn.name}\` is a new array in every call: memoize-wrap keys on each of its elements.`,
    );
  for (const call of calls) {
    const argument = call.arguments[parameter.index];
    const fresh = argument && freshArgument(fn, argument, parameter);
    if (fresh) refuse(`Each call of \`${fn.name}\` makes ${fresh} anew for \`${parameter.names[0]!.name}\`, so that no key would come back: pass positions in the same sequence instead.`); // prettier-ignore
  }
}

/** A recursion at another type would need a table of several types. */
function checkTypeArguments(fn: EcmaFunction, calls: readonly TSESTree.CallExpression[]): void {
  const own = fn.node.typeParameters?.params.map((p) => p.name.name).join();
  for (const call of calls) {
    const given = call.typeArguments?.params.map((p) => fn.module.text.slice(...p.range)).join();
    if (given !== undefined && given !== own) refuse(`\`${fn.name}\` calls itself with other type arguments.`);
  }
}

/** A value of a bare type parameter that changes may change its type too, unless it only comes from such parameters. */
function checkGeneric(
  fn: EcmaFunction,
  varying: readonly Parameter[],
  calls: readonly TSESTree.CallExpression[],
): void {
  const own = new Set(fn.node.typeParameters?.params.map((p) => p.name.name));
  const result = fn.node.returnType && fn.module.text.slice(...fn.node.returnType.typeAnnotation.range);
  const typeOf = (given: TreeNode | undefined): string | undefined => {
    if (given?.type === 'CallExpression' && calls.includes(given)) return result;
    if (given?.type !== 'Identifier' || fn.module.variable(given).owner !== fn) return undefined;
    return varying.find((p) => p.form === 'plain' && p.pass === given.name)?.names[0]!.outerType;
  };
  const bare = varying.find((p) => {
    const type = p.names.find((n) => n.outerType !== undefined && own.has(n.outerType))?.outerType;
    return type !== undefined && (p.form !== 'plain' || calls.some((c) => typeOf(c.arguments[p.index]) !== type));
  });
  if (bare)
    refuse(`\`${fn.name}\` is generic in \`${bare.names[0]!.name}\`, which changes: its table would have no one type.`);
}

/** The compiler learns of this parameter from recursive calls: `asserts node is Leaf`. */
function isToldOf({ node, module }: EcmaFunction, { form, pass }: Parameter): boolean {
  const type = node.returnType?.typeAnnotation;
  return (
    form === 'plain' && type?.type === 'TSTypePredicate' && module.text.slice(...type.parameterName.range) === pass
  );
}

/** In a sloppy script a function in a block becomes a variable of the function, unless a parameter has its name. */
function isDeclaredAgain(fn: EcmaFunction, { names }: Parameter): boolean {
  const { functions } = fn.module;
  return functions.some((f) => f.form === 'declaration' && isInside(f, fn) && names.some((n) => n.name === f.name));
}

/** Overload signatures that tell results apart cannot be seen by an inner function with one signature. */
function checkOverloads(fn: EcmaFunction): void {
  const { text } = fn.module;
  for (const signature of overloads(fn)) {
    const result = signature.returnType && text.slice(...signature.returnType.typeAnnotation.range);
    const own = fn.node.returnType && text.slice(...fn.node.returnType.typeAnnotation.range);
    if (own !== 'any' && result !== own) refuse(`The overloads of \`${fn.name}\` have different result types.`);
  }
}

interface Signature {
  readonly returnType?: TSESTree.TSTypeAnnotation | undefined;
}

export function overloads(fn: EcmaFunction): Signature[] {
  let around = fn.module.parents.get(fn.declaration);
  if (around?.type === 'ExportNamedDeclaration' || around?.type === 'ExportDefaultDeclaration') {
    around = fn.module.parents.get(around);
  }
  if (!around || !('body' in around) || !Array.isArray(around.body)) return [];
  const out: Signature[] = [];
  for (const sibling of around.body as TreeNode[]) {
    const inner = 'declaration' in sibling && sibling.declaration ? (sibling.declaration as TreeNode) : sibling;
    if (inner.type === 'TSDeclareFunction' && inner.id?.name === fn.name) out.push(inner);
    if (inner.type === 'TSAbstractMethodDefinition' || inner.type === 'MethodDefinition') {
      if (inner.value.type === 'TSEmptyBodyFunctionExpression' && inner.key.type === 'Identifier' && inner.key.name === fn.name) out.push(inner.value); // prettier-ignore
    }
  }
  return out;
}
