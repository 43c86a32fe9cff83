import { shownArguments } from '../analysis/growth/coordinates.ts';
import { shown } from '../analysis/machine/values.ts';
import type { Subproblem } from '../analysis/machine/subproblems.ts';
import type { GrowthEstimate } from '../analysis/growth/growth.ts';
import type { Assessment } from '../analysis/pipeline.ts';
import type { Run } from '../analysis/trial.ts';
import { shortForms } from './cut.ts';
import { literals } from './literal.ts';
import type { Growth, StateText, Witness } from '../protocol/finding.ts';

/** The arguments of a state as JSON. */
export function stateText(state: Subproblem, { plain }: Run): StateText {
  return state.args.map((arg) => shown(arg, plain));
}

export function witnessText({ overlap }: Assessment): Witness {
  const { run, state, paths } = overlap.witness;
  return {
    input: stateText(run.root, run),
    state: stateText(state, run),
    paths: paths.map((path) => path.map((s) => stateText(s, run))),
  };
}

export function growthText({ calls, states, of, callsKind, statesKind, example }: GrowthEstimate): Growth {
  return {
    calls,
    states,
    of,
    callsKind,
    statesKind,
    example: { input: stateText(example.root, example), calls: String(example.calls), states: String(example.states) },
  };
}

/** The form in which the text of an argument at some position is shown. */
type Form = (text: string, position: number) => string;

const beginning: Form = (text) => shortForms([text]).get(text)!;

/** Forms by which the states are told apart. */
function formsOf(states: readonly Subproblem[], run: Run): Form {
  const rows = states.map((state) => literals(state, run.plain));
  const columns = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, i) =>
    shortForms(rows.flatMap((row) => (i < row.length ? [row[i]!] : []))),
  );
  return (text, position) => columns[position]?.get(text) ?? text;
}

/** `fib(5)`, `knapsack(…, 4, 5)`: arguments that never change are left out. */
export function callText(state: Subproblem, run: Run, differs: readonly boolean[], form = beginning): string {
  const args = literals(state, run.plain).map((value, i) => (differs[i] ? form(value, i) : '…'));
  return `${state.function.name}(${args.join(', ').replace(/…(, …)+/g, '…')})`;
}

function stepText(state: Subproblem, run: Run, differs: readonly boolean[], form: Form): string {
  const args = literals(state, run.plain).flatMap((value, i) => (differs[i] ? [form(value, i)] : []));
  return args.length === 1 ? args[0]! : `(${args.join(',')})`;
}

function grouped(digits: string): string {
  return digits.length > 30
    ? `${digits[0]}.${digits.slice(1, 3)}e${digits.length - 1}`
    : digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `n = 40` for one varying argument with a name, else the call. */
function inputText(run: Run): string {
  const differs = shownArguments(run);
  const at = differs.indexOf(true);
  const parameter = run.root.function.parameters[at];
  const value = stateText(run.root, run)[at];
  if (at === differs.lastIndexOf(true) && parameter?.op === 'variable' && typeof value === 'number') {
    return `${parameter.variable.name} = ${value}`;
  }
  return callText(run.root, run, differs);
}

/** The clauses about the overlap: the repeated state with its paths, and the exact example. */
export function overlapClauses(assessment: Assessment, growth: GrowthEstimate): string[] {
  const { overlap, fn } = assessment;
  const { run, state, paths } = overlap.witness;
  const differs = shownArguments(run);
  const mutual = new Set(run.trace.map((s) => s.function)).size > 1;
  const form = formsOf([run.root, state, ...paths.flat()], run);
  const path = (states: readonly Subproblem[]): string =>
    states.map((s) => (mutual ? callText(s, run, differs, form) : stepText(s, run, differs, form))).join('→');
  const [one, two] = paths;
  const again = `\`${fn.name}\` solves the same subproblems again: ${callText(run.root, run, differs, form)} reaches ${callText(state, run, differs, form)} `; // prettier-ignore
  const how = path(one!) === path(two!) ? `twice by ${path(one!)}` : `by ${path(one!)} and by ${path(two!)}`;
  const { example } = growth;
  const counts = `${grouped(String(example.calls))} calls for ${grouped(String(example.states))} states at ${inputText(example)}.`;
  return [`${again}${how}.`, counts];
}

/** The clause about safety, reasons included. */
export function safetyClause({ safety }: Assessment): string {
  const reasons = together(safety.reasons.map((r) => r.text)).join('; ');
  switch (safety.safety) {
    case 'safe':
      return `Safe to memoize: ${reasons.replace(/^pure: /, '')}.`;
    case 'scoped':
      return `Safe in a cache per outermost call: ${reasons}.`;
    case 'unsafe':
      return `Not safe to memoize: ${reasons}.`;
    case 'unknown':
      return `Whether it is safe to memoize is not known: ${reasons}.`;
  }
}

const reads = /^it reads (.*?)(`[^`]+`)(.*)$/;

/** Says in one clause what is read alike: "it reads `a` and `b`, which are changed elsewhere". */
export function together(reasons: readonly string[]): string[] {
  const alike = new Map<string, { text: string; what: string; names: string[]; rest: string }>();
  for (const text of reasons) {
    const [, what, name, rest] = reads.exec(text) ?? [];
    const kind = name ? `${what}\0${rest}` : text;
    const same = alike.get(kind);
    if (same && name) same.names.push(name);
    else alike.set(kind, { text, what: what ?? '', names: name ? [name] : [], rest: rest ?? '' });
  }
  return [...alike.values()].map(({ text, what, names, rest }) => {
    if (names.length < 2) return text;
    const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
    return `it reads ${what.replace(/argument $/, 'arguments ')}${list}${rest.replace(/^, which is /, ', which are ')}`;
  });
}
