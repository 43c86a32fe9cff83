import { lines, rewriteBody } from './body.ts';
import { EditList } from './edits.ts';
import { checkLongLived, checkPerCall, isUsedEarlier, longLivedNotes } from './lifetime.ts';
import { FreshNames } from './names.ts';
import { insertBefore, topStatementOf } from './place.ts';
import { type FixRequest, type Made, refuse } from './request.ts';
import { isAlone, readSubject } from './subject.ts';
import { makeTable } from './table.ts';

/**
 * A table that lives as long as the module: declared before the function, looked up in its body.
 * @throws Refusal
 */
export function memoizeModule(request: FixRequest): Made {
  const { target, module } = request;
  if (target.async) refuse(`\`${target.name}\` is async: cache its promises instead (memoize-async).`);
  if (!isAlone(request.recurrence, target)) refuse(`\`${target.name}\` recurses through other functions.`);
  checkPerCall(request);
  checkLongLived(request);
  if (/method$/.test(target.form)) refuse(`\`${target.name}\` is a method: a table of the module would mix instances.`);
  if (target.form === 'declaration' && isUsedEarlier(request)) {
    refuse(`\`${target.name}\` may be called above its line, before a table there exists.`);
  }
  const subject = readSubject(request, target, [target, target]);
  if (subject.results.inferred) refuse(`The result type of \`${target.name}\` is not written: annotate it first.`);
  const { keys } = subject;
  if (subject.typed && keys.some((k) => k.outerType === undefined)) {
    refuse(`A parameter of \`${target.name}\` has a type that cannot be repeated for a table.`);
  }
  if (subject.typed && target.node.typeParameters) refuse(`\`${target.name}\` is generic: its table has no one type.`);
  const edits = new EditList(subject.text);
  const names = new FreshNames(subject.text);
  const table = makeTable({ keys, results: subject.results, typed: subject.typed, names, outside: true, name: `${target.name}Memo` }); // prettier-ignore
  insertBefore(edits, subject.style, topStatementOf(target), table.declaration, { blank: true });
  rewriteBody(edits, subject, { opening: lines(0, table.lookup), closing: [], depth: 0, table, names });
  const notes = longLivedNotes(subject);
  const top = topStatementOf(target);
  if (module.text.startsWith('export', top.range[0]) && target.form === 'declaration') {
    notes.push('Modules that import each other must not call it before this one has run.');
  }
  return { edits: edits.finish(), notes, costs: ['The table keeps every result until the program ends.'] };
}
