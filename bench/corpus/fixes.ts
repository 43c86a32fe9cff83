import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type FixId, builtFixIds } from '../../src/protocol/finding.ts';
import { type FixRequest, applyEdits, fix } from '../../src/refactor/index.ts';
import { countingEdits } from '../../src/refactor/proof/count.ts';
import { defaultLimits, entryOf, requestOn } from '../../src/refactor/proof/plan.ts';
import { ordinal, slice } from '../../src/refactor/proof/slice.ts';
import { outermostMembers } from '../../src/refactor/subject/subject.ts';
import { checkFile } from '../../src/service/check.ts';
import { requestFor } from '../../src/service/requestFor.ts';
import { sameValue } from '../../src/worker/proof/equality.ts';
import { type Ending, Stage } from '../../src/worker/proof/program.ts';
import { show } from '../../src/worker/proof/show.ts';
import { TypeChecker, runtime } from './types.ts';

export interface Label {
  readonly repo: string;
  readonly path: string;
  readonly line: number;
  readonly name: string;
  readonly label: string;
  /** `input` is an expression, perhaps with a remark after a semicolon. */
  readonly evidence?: { readonly calls?: number; readonly distinct?: number; readonly input?: string };
}

export interface Outcome {
  readonly label: Label;
  readonly fix?: FixId;
  /** Why it was not applied. */
  readonly refused?: string;
  /** Messages of the compiler that the fix brought. */
  readonly typeErrors?: readonly string[];
  readonly run?: Run;
}

interface Run {
  /** Undefined when the original could not be run on the input. */
  readonly equal?: boolean;
  readonly detail?: string;
  readonly before?: number;
  readonly after?: number;
}

/** The fix that is offered first, as the editor and the command line would apply it. */
export function applyFixes(labels: readonly Label[], root: string, id?: FixId): Outcome[] {
  const types = new TypeChecker();
  return labels.map((label) => {
    const { path, text } = read(label, root);
    const found = find(path, text, label);
    if (!found) return { label, refused: 'no function is found at the line of the label' };
    return applied(types, label, path, text, found.request, id ?? found.offered ?? 'memoize-scoped');
  });
}

/** Every fix that does not refuse the function, those that are never offered first and those asked for by name. */
export function applyEveryFix(labels: readonly Label[], root: string): Outcome[] {
  const types = new TypeChecker();
  const ids = builtFixIds.filter((id) => id !== 'unmemoize');
  return labels.flatMap((label) => {
    const { path, text } = read(label, root);
    const found = find(path, text, label);
    if (!found) return [];
    return ids.map((id) => applied(types, label, path, text, found.request, id)).filter((o) => o.refused === undefined);
  });
}

function read(label: Label, root: string): { path: string; text: string } {
  const path = join(root, label.repo.replace('/', '+'), label.path);
  return { path, text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') };
}

function applied(
  types: TypeChecker,
  label: Label,
  path: string,
  text: string,
  request: FixRequest,
  id: FixId,
): Outcome {
  // prettier-ignore
  const result = fix(id, request);
  if ('refused' in result) return { label, fix: id, refused: result.refused };
  const after = applyEdits(text, result.edits);
  return { label, fix: id, typeErrors: types.fresh(path, text, after), run: run(request, after, id, label) };
}

function find(path: string, text: string, label: Label): { request: FixRequest; offered?: FixId } | undefined {
  const file = { path, text };
  const checked = checkFile(file, 60_000).functions.find(
    ({ finding }) => finding.functionLine === label.line || finding.line === label.line,
  );
  if (checked) return { request: checked.request, offered: checked.finding.fixes[0]?.id };
  const request =
    requestFor(file, { line: label.line }) ?? requestFor(file, { name: label.name.split(/[.#>:/]/).at(-1)! });
  return request && { request };
}

/** Runs both versions on the input of the label, each with a counter. */
function run(request: FixRequest, after: string, id: FixId, label: Label): Run {
  const input = label.evidence?.input?.replace(/\s+;.*$/s, '');
  if (!input) return { detail: 'the label has no input' };
  const { module, path } = request;
  const withCounter = applyEdits(module.text, countingEdits(outermostMembers(request.recurrence)));
  const asked = requestOn(request, withCounter);
  const counted = fix(id, asked);
  if ('refused' in counted) return { detail: `not counted: ${counted.refused}` };
  const modules = { memoscope: runtime('index'), 'memoscope/disk': runtime('disk') };
  const entry = entryOf(request.target);
  const which = ordinal(module.program, entry.name, request.target.range[0]);
  // The second call finds what the first has left in a cache that outlives it.
  const call = (text: string): [Ending, Ending] => {
    const stage = new Stage({
      before: '',
      after: '',
      counted: '',
      inputs: [],
      limits: { ...defaultLimits, runMs: 20_000 },
      modules,
    });
    // Classes that a site for exercises gives to every solution.
    stage.values(['globalThis.TreeNode = class TreeNode { constructor(val, left = null, right = null) { Object.assign(this, { val, left, right }); } }']); // prettier-ignore
    const code = `${slice(path, text, { name: entry.name, which }).source}\n__memoscope_give(() => (${input}));`;
    try {
      const [fn] = stage.load(compile(path, code));
      return [stage.call(fn, [], 5_000_000), stage.call(fn, [], 5_000_000)];
    } catch (error) {
      const ending: Ending = { how: 'gave-up', why: String(error) };
      return [ending, ending];
    }
  };
  const [[first], [second, again], [third]] = [withCounter, after, applyEdits(withCounter, counted.edits)].map(call) as [[Ending, Ending], [Ending, Ending], [Ending, Ending]]; // prettier-ignore
  if (first.how === 'gave-up') return { detail: `the original: ${first.why}` };
  // A program that fails alike shows nothing.
  if (first.how === 'threw') return { detail: `the original threw ${first.error}` };
  const counts = { before: first.calls, after: third.how === 'gave-up' ? undefined : third.calls };
  const isSame = (ending: Ending): boolean => ending.how === 'returned' && sameValue(first.value, ending.value);
  const equal = isSame(second) && isSame(again);
  const differing = isSame(second) ? again : second;
  return { ...counts, equal, detail: equal ? show(first.value) : `${show(first)} before, ${show(differing)} after` };
}

function compile(path: string, source: string): string {
  return ts.transpileModule(source, {
    fileName: path.replace(/\.[cm](ts|js)$/, '.$1'),
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, jsx: ts.JsxEmit.React, allowJs: true }, // prettier-ignore
  }).outputText;
}

/** Prints a line a function and the shares; gives the number of functions that a fix broke. */
export function reportFixes(outcomes: readonly Outcome[]): number {
  const applied = outcomes.filter((o) => o.refused === undefined);
  for (const { label, fix: id, refused, typeErrors, run } of outcomes) {
    const place = `${id ?? ''} ${label.repo.replace('/', '+')}/${label.path}:${label.line} ${label.name}`;
    if (refused !== undefined) console.log(`  refused    ${place}\n    ${refused}`);
    else {
      const verdict = run?.equal === undefined ? 'not run' : run.equal ? 'equal' : 'DIFFERENT';
      const states = label.evidence?.distinct;
      const counts = run?.after === undefined ? '' : `${run.before} → ${run.after} computed, ${states} states`;
      console.log(`  ${verdict.padEnd(10)} ${place}  ${counts}`);
      if (run?.equal !== true) console.log(`    ${run?.detail}`);
      for (const message of typeErrors ?? []) console.log(`    TYPE ERROR ${message}`);
    }
  }
  const ran = applied.filter((o) => o.run?.equal !== undefined);
  const once = ran.filter(
    ({ label, run }) => run!.after !== undefined && run!.after <= (label.evidence?.distinct ?? run!.before!),
  );
  const ids = [...new Set(applied.map((o) => o.fix))];
  const share = (part: number, whole: number): string => `${part} of ${whole} (${whole ? ((100 * part) / whole).toFixed(1) : '0'} %)`; // prettier-ignore
  const equal = ran.filter((o) => o.run!.equal).length;
  const clean = applied.filter((o) => o.typeErrors!.length === 0).length;
  console.log(`\nFixes of ${new Set(outcomes.map((o) => o.label)).size} functions with overlap`);
  if (ids.length > 1)
    console.log(`  ${ids.map((id) => `${id} ${applied.filter((o) => o.fix === id).length}`).join(', ')}`);
  console.log(`  applied                        ${share(applied.length, outcomes.length)}`);
  console.log(`  type-clean                     ${share(clean, applied.length)}`);
  console.log(`  results equal                  ${share(equal, ran.length)}, ${applied.length - ran.length} not run`);
  console.log(`  distinct states computed once  ${share(once.length, ran.length)}`);
  return ran.length - equal + (applied.length - clean);
}
