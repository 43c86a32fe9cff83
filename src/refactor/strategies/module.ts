import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import type { TreeNode } from '../../languages/ecmascript/tree.ts';
import { lines, rewriteBody } from './body.ts';
import { EditList } from '../text/edits.ts';
import { groupOf, readGroup, refuseAsync } from './group.ts';
import {
  checkInitialized,
  checkLongLived,
  checkPerCall,
  checkPerCallInBody,
  cycleNotes,
  isUsedEarlier,
  longLivedCost,
  longLivedNotes,
  zeroRemarks,
} from '../subject/lifetime.ts';
import { outsideTypes, plainName } from './method.ts';
import { FreshNames } from '../text/names.ts';
import { firstStatementOf, insertBefore } from '../text/place.ts';
import { type FixRequest, type Made, refuse } from '../request.ts';
import type { Subject } from '../subject/subject.ts';
import { type Table, makeTable } from './table.ts';

/**
 * A table that lives as long as the module: declared before the function, looked up in its body. Functions that recurse
 * through each other get one each, all before the first of them.
 * @throws Refusal
 */
export function memoizeModule(request: FixRequest): Made {
  const { module } = request;
  const group = groupOf(request);
  const spot = spotOf(request, group);
  for (const fn of group) {
    if (fn.async) refuseAsync(fn, group);
    checkLongLived({ target: fn });
    if (/method$/.test(fn.form) && fn.usesThis())
      refuse(`\`${fn.name}\` is a method: a table of the module would mix instances.`);
  }
  if (!request.onlyParts) checkPerCall(request);
  checkInitialized(request, group);
  const subjects = readGroup(request, group);
  checkPerCallInBody(request, subjects);
  const edits = new EditList(module.text);
  const names = new FreshNames(module.text);
  const tables = subjects.map((subject) => tableOf(subject, names));
  const { style } = subjects[0]!;
  insertBefore(edits, style, spot, tables.map((t) => t.table.declaration).join(style.semi + style.eol), {
    blank: true,
  });
  for (const { subject, table, locals } of tables) {
    rewriteBody(edits, subject, { opening: lines(0, table.lookup), closing: [], depth: 0, table, names: locals });
  }
  const notes = new Set([...subjects.flatMap(longLivedNotes), ...cycleNotes(module, group)]);
  return { edits: edits.finish(), notes: [...notes], costs: [longLivedCost], remarks: zeroRemarks(subjects) };
}

/**
 * The statement before which the tables stand: the first function, or one further up where statements above may call a
 * declaration before its line.
 */
function spotOf({ module }: FixRequest, group: readonly EcmaFunction[]): TreeNode {
  const first = firstStatementOf(group[0]!);
  const { body } = module.program;
  const declared = group.filter((fn) => fn.form === 'declaration');
  const at = body.findLastIndex(
    (spot, i) => i <= body.findIndex((s) => s === first) && canFollow(body[i - 1]) && !declared.some((fn) => isUsedEarlier({ module, target: fn }, spot)), // prettier-ignore
  );
  return body[at] ?? first;
}

/** Nothing stands between the signatures of an overloaded function. */
function canFollow(above: TreeNode | undefined): boolean {
  const inner = above && 'declaration' in above && above.declaration ? (above.declaration as TreeNode) : above;
  return inner?.type !== 'TSDeclareFunction';
}

/** The table of one function: its name is new in the file, those in the body are new there. */
function tableOf(subject: Subject, names: FreshNames): { subject: Subject; table: Table; locals: FreshNames } {
  const { fn: target } = subject;
  if (subject.results.inferred) refuse(`The result type of \`${target.name}\` is not written: annotate it first.`);
  if (subject.typed && subject.keys.some((k) => k.outerType === undefined)) {
    refuse(`A parameter of \`${target.name}\` has a type that cannot be repeated for a table.`);
  }
  const { keys, results } = outsideTypes(subject);
  const locals = new FreshNames(subject.text.slice(...target.range));
  const table = makeTable({ keys, results, typed: subject.typed, names: locals, outside: true, name: names.take(`${plainName(target)}Memo`) }); // prettier-ignore
  return { subject, table, locals };
}
