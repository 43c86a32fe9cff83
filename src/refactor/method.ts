import { lines, rewriteBody } from './body.ts';
import { EditList } from './edits.ts';
import { checkPerCall, longLivedNotes } from './lifetime.ts';
import { FreshNames } from './names.ts';
import { insertBefore, statementOf } from './place.ts';
import { type FixRequest, type Made, refuse } from './request.ts';
import { readSubject } from './subject.ts';
import { makeTable } from './table.ts';

/**
 * A table an instance: a WeakMap from `this`, so that instances share nothing, die with their tables, and may be proxies.
 * @throws Refusal
 */
export function memoizeMethod(request: FixRequest): Made {
  const { target } = request;
  if (!/method$/.test(target.form)) refuse(`\`${target.name}\` is not a method.`);
  if (target.node.type === 'ArrowFunctionExpression' && target.form === 'object-method') {
    refuse(`\`${target.name}\` is an arrow function: it has no \`this\` of its own.`);
  }
  if (target.async) refuse(`\`${target.name}\` is async: cache its promises instead (memoize-async).`);
  checkPerCall(request);
  const { recurrence } = request;
  if (recurrence.functions.length !== 1) refuse(`\`${target.name}\` recurses through other functions.`);
  const subject = readSubject(request, target, [target, target]);
  if (subject.results.inferred) refuse(`The result type of \`${target.name}\` is not written: annotate it first.`);
  const { keys } = subject;
  if (subject.typed && keys.some((k) => k.outerType === undefined)) {
    refuse(`A parameter of \`${target.name}\` has a type that cannot be repeated for a table.`);
  }
  const generic = subject.typed && (target.node.typeParameters || isGenericClass(request));
  if (generic) refuse(`\`${target.name}\` is generic: its table has no one type.`);
  const edits = new EditList(subject.text);
  const names = new FreshNames(subject.text);
  const plain = target.name.replace(/^#/, '').replace(/[^\p{ID_Continue}$]/gu, '_');
  const table = makeTable({
    keys: [{ name: 'this', type: 'object', outerType: 'object', reassigned: false, kind: 'record' }, ...keys],
    results: subject.results,
    typed: subject.typed,
    names,
    outside: true,
    name: `${plain}Memo`,
    weak: true,
  });
  insertBefore(edits, subject.style, statementOf(target), table.declaration, { blank: true });
  rewriteBody(edits, subject, { opening: lines(0, table.lookup), closing: [], depth: 0, table, names });
  return { edits: edits.finish(), notes: longLivedNotes(subject) };
}

function isGenericClass({ module, target }: FixRequest): boolean {
  for (let at = module.parents.get(target.node); at; at = module.parents.get(at)) {
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return !!at.typeParameters;
  }
  return false;
}
