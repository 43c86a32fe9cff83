import type { EcmaFunction } from '../languages/ecmascript/module.ts';
import { lines, rewriteBody } from './body.ts';
import { EditList } from './edits.ts';
import { groupOf, readGroup } from './group.ts';
import { checkFields, fieldNotes } from './fields.ts';
import { checkPerCall, longLivedCost, longLivedNotes, zeroRemarks } from './lifetime.ts';
import { FreshNames } from './names.ts';
import { insertBefore, statementOf } from './place.ts';
import { type FixRequest, type Made, refuse } from './request.ts';
import type { Subject } from './subject.ts';
import { type Table, makeTable } from './table.ts';

const instance = { name: 'this', type: 'object', outerType: 'object', reassigned: false, kind: 'record' } as const;

/**
 * A table an instance: a WeakMap from `this`, so that instances share nothing, die with their tables, and may be proxies.
 * Methods of a class that recurse through each other get one each. A method without `this` gets one of the module.
 * @throws Refusal
 */
export function memoizeMethod(request: FixRequest): Made {
  const { module, recurrence, target } = request;
  const group = groupOf(request);
  for (const fn of group) checkMethod(fn);
  checkPerCall(request);
  const holder = module.parents.get(target.declaration);
  const stranger = group.find((fn) => module.parents.get(fn.declaration) !== holder);
  if (stranger)
    refuse(`\`${target.name}\` recurses through \`${stranger.name}\`, which is not a method of the same class.`);
  if (recurrence.functions.length !== group.length) refuse(`\`${target.name}\` recurses through a function inside a method.`); // prettier-ignore
  for (const fn of group) checkFields(fn);
  const subjects = readGroup(request, group);
  const generic = subjects.find((s) => s.typed && (s.fn.node.typeParameters || isGenericClass(request)));
  if (generic) refuse(`\`${generic.fn.name}\` is generic: its table has no one type.`);
  const edits = new EditList(module.text);
  const names = new FreshNames(module.text);
  const tables = subjects.map((subject) => tableOf(subject, names));
  const { style } = subjects[0]!;
  insertBefore(edits, style, statementOf(target), tables.map((t) => t.table.declaration).join(style.semi + style.eol), { blank: true }); // prettier-ignore
  for (const { subject, table, locals } of tables) {
    rewriteBody(edits, subject, { opening: lines(0, table.lookup), closing: [], depth: 0, table, names: locals });
  }
  const stays = group.some((fn) => !fn.usesThis());
  const notes = [...subjects.flatMap((s) => fieldNotes(s.fn)), ...subjects.flatMap(longLivedNotes)];
  return {
    edits: edits.finish(),
    notes: [...new Set(notes)],
    costs: stays ? [longLivedCost] : [],
    remarks: zeroRemarks(subjects),
  };
}

function checkMethod({ name, form, node, async }: EcmaFunction): void {
  if (!/method$/.test(form)) refuse(`\`${name}\` is not a method.`);
  if (node.type === 'ArrowFunctionExpression' && form === 'object-method') {
    refuse(`\`${name}\` is an arrow function: it has no \`this\` of its own.`);
  }
  if (async) refuse(`\`${name}\` is async: cache its promises instead (memoize-async).`);
}

/** The table of one method: its name is new in the file, those in the body are new there. */
function tableOf(subject: Subject, names: FreshNames): { subject: Subject; table: Table; locals: FreshNames } {
  const { fn, keys, results, typed, text } = subject;
  if (results.inferred) refuse(`The result type of \`${fn.name}\` is not written: annotate it first.`);
  if (typed && keys.some((k) => k.outerType === undefined)) {
    refuse(`A parameter of \`${fn.name}\` has a type that cannot be repeated for a table.`);
  }
  const locals = new FreshNames(text.slice(...fn.range));
  // Without `this` it may be called without an instance: `list.map(Maths.fib)`.
  const perInstance = fn.usesThis();
  const plain = fn.name.replace(/^#/, '').replace(/[^\p{ID_Continue}$]/gu, '_');
  const table = makeTable({
    keys: perInstance ? [instance, ...keys] : keys,
    results,
    typed,
    names: locals,
    outside: true,
    name: names.take(`${plain}Memo`),
    weak: perInstance,
  });
  return { subject, table, locals };
}

function isGenericClass({ module, target }: FixRequest): boolean {
  for (let at = module.parents.get(target.node); at; at = module.parents.get(at)) {
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return !!at.typeParameters;
  }
  return false;
}
