import type { TSESTree } from '@typescript-eslint/typescript-estree';
import ts from 'typescript';
import { type Recurrence, recurrences } from '../../analysis/callGraph.ts';
import { Inference } from '../../analysis/inference.ts';
import { methodKinds } from '../../languages/ecmascript/builtins/kinds.ts';
import { EcmaModule, type EcmaFunction } from '../../languages/ecmascript/module.ts';
import { typescriptParser } from '../../languages/ecmascript/parser.ts';
import { type TreeNode, forEachChild, isFunctionNode, keyName, withoutTypes } from '../../languages/ecmascript/tree.ts';
import type { FixId } from '../../protocol/finding.ts';
import type { ProofInput, ProofLimits, ProofNeeds, ProofPlan, ProofSources } from '../../protocol/proof.ts';
import { applyEdits, fix } from '../index.ts';
import { type FixRequest, Refusal, refuse } from '../request.ts';
import { isRecursive, outermostMembers } from '../subject/subject.ts';
import { bundle } from './bundle.ts';
import { countingEdits } from './count.ts';
import { hintsOf } from './hints.ts';
import { makeInputs } from './inputs.ts';
import { type Slice, ordinal, slice } from './slice.ts';
import { wantedOf } from './wanted.ts';

export const defaultLimits: ProofLimits = { calls: 300_000, runMs: 1_500, totalMs: 30_000, heapMb: 256 };
/** A call that waits takes ten times as long, and its memory until it goes on. */
const callsThatWait = 20_000;
/** Sizes of the inputs on which the other functions of a group are called. */
const partnerSizes = [2, 3, 5];

/**
 * Prepares the proof of one fix: programs to run and inputs to run them on.
 * @param modules files of modules that rewritten code imports (`memoscope`), by name
 * @param sources files that the answer to the same question asked for
 */
export function planProof(
  id: FixId,
  request: FixRequest,
  modules: Readonly<Record<string, string>> = {},
  limits: Partial<ProofLimits> = {},
  sources: ProofSources = { files: {}, links: {} },
): ProofPlan | ProofNeeds | { refused: string } {
  // prettier-ignore
  try {
    return plan(id, request, modules, { ...defaultLimits, ...limits }, sources);
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}

function plan(
  id: FixId,
  request: FixRequest,
  modules: Readonly<Record<string, string>>,
  limits: ProofLimits,
  sources: ProofSources,
): ProofPlan | ProofNeeds {
  const { path, module, target, recurrence } = request;
  const entry = entryOf(target);
  // What takes a cache away may take functions with it.
  const partners = id === 'unmemoize' ? [] : partnersOf(recurrence, entry);
  const all = [entry, ...partners];
  const instances = [...new Set(all.flatMap((e) => e.instance ?? []))].map((name) => `let ${name};\n`).join('');
  const give = `\n${instances}__memoscope_give(${all.map((e) => e.call).join(', ')});\n`;
  const also = partners.map((e) => e.name);
  const which = ordinal(module.program, entry.name, target.range[0]);
  const slices: Slice[] = [];
  const program = (text: string): string => {
    const cut = slice(path, reachable(path, text, entry), { name: entry.name, which, also });
    slices.push(cut);
    checkWaits(path, cut.source);
    return compile(path, cut.source + give);
  };
  const apply = (asked: FixRequest): string => {
    const result = fix(id, asked);
    if ('refused' in result) return refuse(result.refused);
    return applyEdits(asked.module.text, result.edits);
  };
  const waits = entry.fn.async || recurrence.functions.some((fn) => (fn as EcmaFunction).async);
  const after = apply(request);
  if (id !== 'unmemoize' && (request.safety === 'unsafe' || request.safety === 'unknown')) {
    refuse(`\`${target.name}\` reads what is outside the program, which a proof does not do.`);
  }
  const programs = id === 'unmemoize' ? removing() : adding();
  const bundled = bundle(path, entry.fn.name, slices, sources, Object.keys(modules), compile);
  if ('needs' in bundled) return bundled;
  const inputs = inputsFor(entry);
  const others = partners.flatMap((partner, fn) => some(partner).map(({ args }) => ({ fn, args })));
  return {
    ...programs,
    inputs,
    ...(others.length > 0 ? { others } : {}),
    limits: waits ? { ...limits, calls: Math.min(limits.calls, callsThatWait) } : limits,
    modules: { ...modules, ...bundled.modules },
    files: bundled.files,
  };

  function inputsFor({ fn, name, made }: Entry): ProofInput[] {
    const inference = new Inference([...recurrence.functions, fn], methodKinds);
    const hints = hintsOf(module, fn, recurrence.functions as EcmaFunction[], made && name);
    const known = { module, inference, fields: hints.fields };
    const isThis = (p: TSESTree.Parameter): boolean => p.type === 'Identifier' && p.name === 'this';
    const parameters = [...(made?.node.params ?? []), ...fn.node.params].filter((p) => !isThis(p));
    // Of any number of arguments two are given.
    const wanted = parameters.flatMap((p) => {
      const one = wantedOf(p, known);
      if (p.type !== 'RestElement') return one;
      const element = one.of ?? { name: one.name, kind: 'number' as const };
      return [element, element];
    });
    return makeInputs(wanted, hints);
  }

  /** A few small inputs, none where they cannot be made up. */
  function some(partner: Entry): ProofInput[] {
    try {
      const all = inputsFor(partner).filter(({ size }) => size >= 0);
      return partnerSizes.flatMap((size) => all.find((input) => input.size === size) ?? []);
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  }

  function adding(): Pick<ProofPlan, 'before' | 'after' | 'counted'> {
    const withCounter = applyEdits(module.text, countingEdits(outermostMembers(recurrence)));
    const counted = apply(requestOn(request, withCounter));
    return { before: program(withCounter), after: program(after), counted: program(counted) };
  }

  /** What a cache hides cannot be counted in the text as it is: its counter would stand before the lookup. */
  function removing(): Pick<ProofPlan, 'before' | 'after' | 'counted' | 'removes'> {
    const { functions } = new EcmaModule(after, typescriptParser(path, after).program);
    const named = functions.filter((f) => f.name === target.name);
    const asItIs = program(module.text);
    return { before: program(applyEdits(after, countingEdits(named))), after: asItIs, counted: asItIs, removes: true };
  }
}

/** The same question about a text whose functions are the same: one with counters. */
export function requestOn(request: FixRequest, text: string): FixRequest {
  const module = new EcmaModule(text, typescriptParser(request.path, text).program);
  const at = request.module.functions.indexOf(request.target);
  const target = module.functions[at]!;
  const recurrence = isRecursive(request)
    ? recurrences(module.functions).find((r) => r.functions.includes(target))
    : { functions: [target], sites: [] };
  if (!recurrence) return refuse(`\`${request.target.name}\` cannot be counted.`);
  return { ...request, module, target, recurrence };
}

export interface Entry {
  readonly fn: EcmaFunction;
  /** Declared by the file. */
  readonly name: string;
  /** Function that is called, as source; arguments of the constructor come first. */
  readonly call: string;
  /** The constructor of the object whose method it is. */
  readonly made?: EcmaFunction;
  /** Variable of the one instance on which all methods are called, where it can be made without arguments. */
  readonly instance?: string;
}

/** What else of a group can be called from outside. */
function partnersOf(recurrence: Recurrence, { fn }: Entry): Entry[] {
  return outermostMembers(recurrence).flatMap((member) => {
    if (member === fn || member.parent || member.name.startsWith('#')) return [];
    try {
      return [entryOf(member)];
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  });
}

/** What is called from outside: the function itself, or the one of the file that holds it. */
export function entryOf(target: EcmaFunction): Entry {
  let fn = target;
  while (fn.parent) fn = fn.parent;
  const { parents } = fn.module;
  const holder = fn.declaration;
  const above = parents.get(holder);
  const call = (expression: string): string => `(...args) => ${expression}(...args)`;
  checkReach(fn);
  if (holder.type === 'FunctionDeclaration' || holder.type === 'VariableDeclarator') return { fn, name: fn.name, call: call(fn.name) }; // prettier-ignore
  if (holder.type === 'MethodDefinition' || holder.type === 'PropertyDefinition') {
    const body = above && parents.get(above);
    if (body?.type === 'ClassDeclaration' && body.id && keyName(holder)) {
      const { name } = body.id;
      const isPrivate = fn.name.startsWith('#');
      const callOf = (self: string): string => (isPrivate ? `${name}.${door}(${self}, ` : `${self}${member(fn.name)}(`);
      if (holder.static) return { fn, name, call: `(...args) => ${callOf(name)}...args)` };
      const made = fn.module.functions.find((f) => f.declaration.type === 'MethodDefinition' && f.declaration.kind === 'constructor' && parents.get(f.declaration) === above); // prettier-ignore
      const count = made?.node.params.length ?? 0;
      if (count === 0) {
        const instance = `__memoscope_${name}`;
        return {
          fn,
          name,
          call: `(...args) => ${callOf(`(${instance} ??= new ${name}())`)}...args)`,
          instance,
          ...(made ? { made } : {}),
        };
      }
      const self = `new ${name}(...args.slice(0, ${count}))`;
      return { fn, name, call: `(...args) => ${callOf(self)}...args.slice(${count}))`, ...(made ? { made } : {}) };
    }
  }
  if (holder.type === 'Property' && above) {
    let value: TreeNode = above;
    while (withoutTypes(parents.get(value)!) === above) value = parents.get(value)!;
    const declarator = parents.get(value);
    if (declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier') {
      const { name } = declarator.id;
      return { fn, name, call: call(`${name}${member(fn.name)}`) };
    }
  }
  return refuse(`\`${target.name}\` cannot be called by itself.`);
}

/** Names of members may be any text. */
const member = (name: string): string => (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`); // prettier-ignore

/** @throws Refusal for a function in a block, whose name the file does not have */
function checkReach(fn: EcmaFunction): void {
  const { parents } = fn.module;
  for (let at = parents.get(fn.declaration); at; at = parents.get(at)) {
    if (/^(BlockStatement|StaticBlock|SwitchCase|LabeledStatement|TSModuleBlock)$/.test(at.type)) {
      refuse(`\`${fn.name}\` is declared in a block, where it cannot be called by itself.`);
    }
  }
}

/** @throws Refusal where a program would have to wait before it can be run */
function checkWaits(path: string, source: string): void {
  const look = (node: TreeNode): void => {
    if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) {
      refuse('What it needs waits at the top of its module, which a proof does not do.');
    }
    if (!isFunctionNode(node)) forEachChild(node, look);
  };
  if (/\bawait\b/.test(source)) look(typescriptParser(path, source).program);
}

/** Method by which private ones are called from outside; no program has it. */
const door = '__memoscope_call';

/** The text with a door to a private method in its class. */
function reachable(path: string, text: string, { fn, name }: Entry): string {
  if (!fn.name.startsWith('#')) return text;
  const { functions, parents } = new EcmaModule(text, typescriptParser(path, text).program);
  const method = functions.find((f) => f.name === fn.name);
  const body = method && parents.get(method.declaration);
  if (body?.type !== 'ClassBody') return refuse(`\`${fn.name}\` cannot be called from outside of \`${name}\`.`);
  const at = body.range[1] - 1;
  return applyEdits(text, [{ start: at, end: at, newText: ` static ${door}(self, ...args) { return self.${fn.name}(...args); } ` }]); // prettier-ignore
}

/** A function body in plain JavaScript. */
function compile(path: string, source: string): string {
  const { outputText } = ts.transpileModule(source, {
    fileName: path.replace(/\.[cm](ts|js)$/, '.$1'),
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, jsx: ts.JsxEmit.React, allowJs: true, experimentalDecorators: false }, // prettier-ignore
  });
  return outputText;
}
