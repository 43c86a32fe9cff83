import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type Line, endOfFunction, lines, rewriteBody } from './body.ts';
import { nextToken } from '../text/calls.ts';
import { EditList } from '../text/edits.ts';
import { checkMixed, groupOf, readGroup } from './group.ts';
import { memoizeHeld } from './held.ts';
import { zeroRemarks } from '../subject/lifetime.ts';
import { FreshNames } from '../text/names.ts';
import { type FixRequest, type Made, refuse } from '../request.ts';
import { notes } from './scoped.ts';
import type { Subject } from '../subject/subject.ts';
import { type Table, makeTable, mapType } from './table.ts';

interface Member {
  readonly subject: Subject;
  readonly locals: FreshNames;
  readonly visit: string;
  /** What computes the promise that `visit` keeps. */
  readonly solve?: string;
  readonly table: Table;
  readonly mapType: string;
}

/**
 * Functions that recurse through each other, one table each: every function keeps its name and starts the tables, its
 * body moves into a function beside it that gets them as its first arguments.
 * @param options.async all are async and the tables keep promises: what looks up and what computes are two functions then
 * @throws Refusal
 */
export function memoizeMutual(request: FixRequest, options: { readonly async?: boolean } = {}): Made {
  const group = groupOf(request);
  const isMethod = (fn: EcmaFunction): boolean => /method$/.test(fn.form);
  if (group.every(isMethod)) {
    if (!options.async) return memoizeHeld(request);
    refuse(`\`${request.target.name}\` recurses through other methods, which tables of one call cannot be handed on to: memoize-method keeps promises for each instance.`); // prettier-ignore
  }
  checkMixed(group);
  const { text } = request.module;
  const names = new FreshNames(text);
  const read = readGroup(request, group, { perCall: true });
  const members = group.map((fn, i): Member => {
    checkForm(fn, options.async ?? false);
    const subject = read[i]!;
    if (subject.sites.mentions.length > 0) refuse(`\`${fn.name}\` hands a function of the recursion on as a value.`);
    const { keys } = subject;
    if (subject.typed && keys.some((k) => k.outerType === undefined)) {
      refuse(`A parameter of \`${fn.name}\` has a type that is too long to repeat for a table.`);
    }
    // Names beside the functions are new in the file; those in a body, in that body.
    const locals = new FreshNames(text.slice(...fn.range));
    const capital = fn.name[0]!.toUpperCase() + fn.name.slice(1);
    const table = makeTable({ keys, results: fn.async ? { ...subject.results, mayBeUndefined: false } : subject.results, typed: subject.typed, names: locals, outside: true, name: names.take(`${fn.name}Memo`) }); // prettier-ignore
    const type = subject.typed ? mapType(keys.map((k) => k.outerType!), subject.results.type!) : ''; // prettier-ignore
    const visit = names.take(`visit${capital}`);
    return {
      subject,
      locals,
      visit,
      ...(fn.async ? { solve: names.take(`solve${capital}`) } : {}),
      table,
      mapType: type,
    };
  });
  const edits = new EditList(text);
  for (const member of members) {
    rewriteBody(edits, member.subject, { opening: opening(member, members), closing: [], depth: 0, ...(member.solve === undefined ? { table: member.table } : {}), names: member.locals }); // prettier-ignore
    for (const { node, target } of member.subject.sites.calls) {
      const called = members.find((m) => m.subject.fn === target);
      if (!called) continue;
      edits.replace(...node.callee.range, called.visit);
      const open = nextToken(text, node.typeArguments?.range[1] ?? node.callee.range[1], '(');
      const tables = members.map((m) => m.table.name).join(', ');
      edits.insert(open + 1, node.arguments.length > 0 ? `${tables}, ` : tables);
    }
  }
  return {
    edits: edits.finish(),
    notes: [...new Set(members.flatMap((m) => notes(m.subject)))],
    remarks: zeroRemarks(read),
  };
}

/** The end of the outer function and the head of the inner one. */
function opening({ subject, visit, solve, table, locals }: Member, members: readonly Member[]): Line[] {
  const { fn, typed, text, results, varying } = subject;
  const tables = members.map((m) => (typed ? `${m.table.name}: ${m.mapType}` : m.table.name));
  const parameters = [...tables, ...varying.map((p) => p.text)].join(', ');
  const generics = fn.node.typeParameters ? text.slice(...fn.node.typeParameters.range) : '';
  const head = `${generics}(${parameters})${typed ? `: ${results.type}` : ''}`;
  const isDeclaration = fn.form === 'declaration';
  const passed = varying.map((p) => p.pass);
  const next = (name: string, isAsync: boolean): Line[] => {
    const async = isAsync ? 'async ' : '';
    return [
      { depth: -1, text: isDeclaration ? '}' : endOfFunction },
      { depth: -1, text: '' },
      { depth: -1, text: isDeclaration ? `${async}function ${name}${head} {` : `const ${name} = ${async}${head} => {` },
    ];
  };
  const start = [...members.map(() => 'new Map()'), ...passed].join(', ');
  const out = [{ depth: 0, text: `return ${visit}(${start})` }, ...next(visit, false), ...lines(0, table.lookup)];
  if (solve === undefined) return out;
  const result = locals.take('result', 'promise');
  const computed = `const ${result} = ${solve}(${[...members.map((m) => m.table.name), ...passed].join(', ')})`;
  return [...out, ...lines(0, [computed, table.store(result), `return ${result}`]), ...next(solve, true)];
}

/** A second function can be put beside a declaration or a constant that is declared alone. */
function checkForm(fn: EcmaFunction, async: boolean): void {
  const { parents } = fn.module;
  if (fn.async && !async) refuse(`\`${fn.name}\` is async: cache its promises instead (memoize-async).`);
  if (fn.async !== async) refuse(`\`${fn.name}\` is not async.`);
  const { declaration } = fn;
  const statement = declaration.type === 'VariableDeclarator' ? parents.get(declaration) : undefined;
  const isAlone = statement?.type === 'VariableDeclaration' && statement.declarations.length === 1;
  const isConstant = isAlone && declaration.type === 'VariableDeclarator' && declaration.init === fn.node;
  if (fn.form !== 'declaration' && !isConstant) {
    refuse(`\`${fn.name}\` recurses through other functions and is not declared by a statement of its own.`);
  }
  const { body } = fn.node;
  if (body.type === 'BlockStatement' && body.body.some((s) => 'directive' in s && typeof s.directive === 'string')) {
    refuse(`\`${fn.name}\` has a directive that its inner function would lose.`);
  }
}
