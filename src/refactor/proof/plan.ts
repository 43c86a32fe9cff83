import ts from 'typescript';
import { recurrences } from '../../analysis/callGraph.ts';
import { Inference } from '../../analysis/inference.ts';
import type { Pattern, Variable } from '../../analysis/skeleton.ts';
import { methodKinds } from '../../languages/ecmascript/builtins/kinds.ts';
import { EcmaModule, type EcmaFunction } from '../../languages/ecmascript/module.ts';
import { typescriptParser } from '../../languages/ecmascript/parser.ts';
import { keyName } from '../../languages/ecmascript/tree.ts';
import type { FixId } from '../../protocol/finding.ts';
import type { ProofLimits, ProofPlan } from '../../protocol/proof.ts';
import { applyEdits, fix } from '../index.ts';
import { type FixRequest, Refusal, refuse } from '../request.ts';
import { isRecursive, outermostMembers } from '../subject.ts';
import { countingEdits } from './count.ts';
import { hintsOf } from './hints.ts';
import { type Wanted, makeInputs } from './inputs.ts';
import { ordinal, slice } from './slice.ts';

export const defaultLimits: ProofLimits = { calls: 300_000, runMs: 1_500, totalMs: 30_000, heapMb: 256 };

/**
 * Prepares the proof of one fix: programs to run and inputs to run them on.
 * @param modules files of modules that rewritten code imports (`memoscope`), by name
 */
export function planProof(
  id: FixId,
  request: FixRequest,
  modules: Readonly<Record<string, string>> = {},
  limits: Partial<ProofLimits> = {},
): ProofPlan | { refused: string } {
  // prettier-ignore
  try {
    return plan(id, request, modules, { ...defaultLimits, ...limits });
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
): ProofPlan {
  // prettier-ignore
  const { path, module, target, recurrence } = request;
  const entry = entryOf(target);
  const give = `\n__memoscope_give((...args) => ${entry.call}(...args));\n`;
  const names = Object.keys(modules);
  const which = ordinal(module.program, entry.name, target.range[0]);
  const program = (text: string): string => compile(path, slice(path, text, entry.name, which, names) + give);
  const apply = (asked: FixRequest): string => {
    const result = fix(id, asked);
    if ('refused' in result) return refuse(result.refused);
    return applyEdits(asked.module.text, result.edits);
  };
  const after = apply(request);
  if (id !== 'unmemoize' && (request.safety === 'unsafe' || request.safety === 'unknown')) {
    refuse(`\`${target.name}\` reads what is outside the program, which a proof does not do.`);
  }
  const programs = id === 'unmemoize' ? removing() : adding();
  const inference = new Inference([...recurrence.functions, entry.fn], methodKinds);
  const wanted = entry.fn.parameters.map((p) => wantedOf(p, inference));
  if (entry.fn.rest) refuse(`\`${entry.fn.name}\` takes any number of arguments.`);
  return {
    ...programs,
    inputs: makeInputs(wanted, hintsOf(module, entry.fn, recurrence.functions as EcmaFunction[])),
    limits,
    modules,
  };

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
  /** Expression that is called. */
  readonly call: string;
}

/** What is called from outside: the function itself, or the one of the file that holds it. */
export function entryOf(target: EcmaFunction): Entry {
  let fn = target;
  while (fn.parent) fn = fn.parent;
  const { parents } = fn.module;
  const holder = fn.declaration;
  const above = parents.get(holder);
  if (holder.type === 'FunctionDeclaration' || holder.type === 'VariableDeclarator') return { fn, name: fn.name, call: fn.name }; // prettier-ignore
  if (holder.type === 'MethodDefinition' || holder.type === 'PropertyDefinition') {
    const body = above && parents.get(above);
    if (body?.type === 'ClassDeclaration' && body.id && keyName(holder) && !fn.name.startsWith('#')) {
      const { name } = body.id;
      return { fn, name, call: holder.static ? `${name}.${fn.name}` : `new ${name}().${fn.name}` };
    }
  }
  if (holder.type === 'Property' && above) {
    const declarator = parents.get(above);
    if (declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier') {
      const { name } = declarator.id;
      return { fn, name, call: `${name}.${fn.name}` };
    }
  }
  return refuse(`\`${target.name}\` cannot be called by itself.`);
}

const nothing: Wanted = { name: '', kind: 'unknown', optional: true };

function wantedOf(pattern: Pattern, inference: Inference): Wanted {
  const optional = pattern.op === 'defaultPattern';
  const target = pattern.op === 'defaultPattern' ? pattern.target : pattern;
  if (target.op === 'recordPattern' && !target.rest) {
    const parts = target.entries.map(({ key, value }) => {
      if (key.op !== 'const') return refuse('No value can be made up for a parameter that is taken apart.');
      return { key: String(key.value), wanted: wantedOf(value, inference) };
    });
    return { name: '', kind: 'record', optional, parts };
  }
  if (target.op === 'listPattern' && !target.rest) {
    const parts = target.items.map((item) => ({ wanted: item ? wantedOf(item, inference) : nothing }));
    return { name: '', kind: 'list', optional, parts };
  }
  if (target.op !== 'variable') {
    if (optional) return nothing;
    return refuse('No value can be made up for a parameter that is taken apart.');
  }
  const { variable } = target as { variable: Variable };
  const element = inference.elementOf(variable);
  return { name: variable.name, kind: inference.kindOf(variable), optional, ...(element ? { element } : {}) };
}

/** A function body in plain JavaScript. */
function compile(path: string, source: string): string {
  const { outputText } = ts.transpileModule(source, {
    fileName: path.replace(/\.[cm](ts|js)$/, '.$1'),
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, jsx: ts.JsxEmit.React, allowJs: true, experimentalDecorators: false }, // prettier-ignore
  });
  return outputText;
}
