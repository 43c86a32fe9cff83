import { type Recurrence, recurrences } from '../analysis/callGraph.ts';
import { Inference } from '../analysis/inference.ts';
import { type SafetyVerdict, safetyOf } from '../analysis/safety.ts';
import type { Kind, SkeletonFunction } from '../analysis/skeleton.ts';
import { relatives } from '../analysis/trial.ts';
import { methodKinds } from '../languages/ecmascript/builtins/kinds.ts';
import { type EcmaFunction, EcmaModule } from '../languages/ecmascript/module.ts';
import { typescriptParser } from '../languages/ecmascript/parser.ts';
import { effectsOfLanguage } from '../languages/ecmascript/usage.ts';
import type { FunctionRef, SourceFile } from '../protocol/worker.ts';
import type { FixRequest } from '../refactor/index.ts';
import { Positions } from './positions.ts';

/** What a fix needs to know of a function. */
export function fixRequest(
  file: SourceFile,
  module: EcmaModule,
  recurrence: Recurrence,
  fn: SkeletonFunction,
  safety: SafetyVerdict,
  reuseDistance?: number,
): FixRequest {
  const invariants = new Set(safety.invariants);
  return {
    module,
    recurrence,
    target: fn as EcmaFunction,
    safety: safety.safety,
    safetyReasons: safety.reasons.map((r) => r.text),
    varying: fn.parameters.flatMap((p, i) => (p.op === 'variable' && invariants.has(p.variable) ? [] : [i])),
    kinds: kindsOf(fn, recurrence),
    path: file.path,
    ...(reuseDistance === undefined ? {} : { reuseDistance }),
    ...(file.dependencies ? { dependencies: file.dependencies } : {}),
  };
}

function kindsOf(fn: SkeletonFunction, recurrence: Recurrence): Kind[] {
  const inference = new Inference(relatives(recurrence.functions, fn), methodKinds);
  return fn.parameters.map((parameter) => {
    const target = parameter.op === 'defaultPattern' ? parameter.target : parameter;
    return target.op === 'variable' ? inference.kindOf(target.variable) : 'unknown';
  });
}

/** A request for a function without a finding (memoized already, or not recursive); undefined when there is none. */
export function requestFor(file: SourceFile, { name, line, column }: FunctionRef): FixRequest | undefined {
  let module: EcmaModule;
  try {
    module = new EcmaModule(file.text, typescriptParser(file.path, file.text).program);
  } catch {
    return undefined;
  }
  const positions = new Positions(file.text);
  const fn = module.functions.find(({ name: own, nameRange: [start] }) => {
    if (line !== undefined && positions.line(start) !== line) return false;
    if (column !== undefined && positions.column(start) !== column) return false;
    return name === undefined ? line !== undefined : own === name;
  });
  if (!fn) return undefined;
  const recurrence = recurrences(module.functions).find((r) => r.functions.includes(fn)) ?? {
    functions: [fn],
    sites: [],
  };
  const safety = safetyOf(recurrence, effectsOfLanguage(module));
  return fixRequest(file, module, recurrence, fn, safety.of.get(fn) ?? safety);
}
