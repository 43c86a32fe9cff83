import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type Line, lines, rewriteBody } from './body.ts';
import { dispatchOf } from '../subject/dispatch.ts';
import { EditList } from '../text/edits.ts';
import { checkTaken } from '../subject/fields.ts';
import { groupOf, readGroup, refuseAsync } from './group.ts';
import { zeroRemarks } from '../subject/lifetime.ts';
import { checkMethods, tableOf } from './method.ts';
import { FreshNames } from '../text/names.ts';
import { insertBefore, statementOf } from '../text/place.ts';
import { type FixRequest, type Made, refuse } from '../request.ts';
import { notes } from './scoped.ts';
import type { Subject } from '../subject/subject.ts';

/**
 * Methods that recurse through each other, with tables for one outermost call: they cannot be handed on as arguments
 * without changing the class, so they are held under the instance while the outermost call runs, and dropped in its
 * `finally`. All calls go on through the object, so that a method of a subclass is reached as before.
 * @throws Refusal
 */
export function memoizeHeld(request: FixRequest): Made {
  const { module, target } = request;
  const group = groupOf(request);
  for (const fn of group) if (fn.async) refuseAsync(fn, group);
  checkMethods(request, group);
  for (const fn of group) checkTaken(fn);
  const dispatches = group.map((fn) => dispatchOf(fn));
  const overridden = group.find((_, i) => dispatches[i] === 'overridden');
  if (overridden) refuse(`\`${overridden.name}\` is overridden: what its recursion comes to is not known here.`);
  const subjects = readGroup(request, group, { perCall: true });
  const key = keyOf(subjects);
  const edits = new EditList(module.text);
  const names = new FreshNames(module.text);
  const tables = subjects.map((subject) => tableOf(subject, names, key));
  const { style } = subjects[0]!;
  insertBefore(edits, style, statementOf(target), tables.map((t) => t.table.declaration).join(style.semi + style.eol), { blank: true }); // prettier-ignore
  const all = tables.map((t) => t.table.name);
  for (const { subject, table, locals } of tables) {
    const outermost = locals.take('isOutermost');
    const others = all.filter((name) => name !== table.name).map((name) => `${name}.set(${key}, new Map())`);
    rewriteBody(edits, subject, {
      opening: [
        ...lines(0, [`const ${outermost} = !${table.name}.has(${key})`, 'try {']),
        ...lines(1, startAll(table.lookup, others)),
      ],
      closing: [
        ...lines(0, ['} finally {', `\tif (${outermost}) {`]),
        ...all.map((name): Line => ({ depth: 2, text: `${name}.delete(${key})` })),
        ...lines(0, ['\t}', '}']),
      ],
      depth: 1,
      table,
      names: locals,
    });
  }
  const assumed = group.filter((_, i) => dispatches[i] === 'open').map((fn) => `No subclass overrides \`${fn.name}\`.`);
  return {
    edits: edits.finish(),
    notes: [...new Set([...assumed, ...subjects.flatMap(notes)])],
    remarks: zeroRemarks(subjects),
  };
}

/** Where the table of one is made, those of the others are: the first block of a lookup. */
function startAll(lookup: readonly string[], others: readonly string[]): string[] {
  const end = lookup.indexOf('}');
  return [...lookup.slice(0, end), ...others.map((text) => `\t${text}`), ...lookup.slice(end)];
}

/**
 * What the tables are held under: `this`, or the object or class by the name under which all calls go to it.
 * @throws Refusal where they differ
 */
function keyOf(subjects: readonly Subject[]): string {
  const objects = subjects.flatMap(({ fn, sites }) => sites.calls.map(({ node }) => objectOf(fn, node)));
  const [first] = objects;
  const { name } = subjects[0]!.fn;
  if (first === undefined || objects.some((o) => o !== first)) {
    refuse(`The methods that \`${name}\` recurses through are called on \`this\` here and by a name there.`);
  }
  if (first !== 'this' && subjects.some((s) => s.fn.usesThis())) {
    refuse(`\`${name}\` recurses through \`${first}\`, and uses \`this\` besides, which may be another object.`);
  }
  return first;
}

/** `this`, or the name of the holder. */
function objectOf({ module }: EcmaFunction, { callee }: TSESTree.CallExpression): string | undefined {
  if (callee.type !== 'MemberExpression') return undefined;
  const { object } = callee;
  if (object.type === 'ThisExpression') return 'this';
  if (object.type !== 'Identifier' || module.variable(object).reassigned) return undefined;
  return object.name;
}
