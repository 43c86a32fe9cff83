import type { Expr, SkeletonFunction, Statement } from '../skeleton.ts';
import { walkExpression, walkStatement } from '../walk.ts';
import type { Access } from './access.ts';
import { type Naming, accessOf } from './naming.ts';

/** A test on a place in a container that spares the work when it succeeds. */
export interface Hit extends Access {
  readonly fn: SkeletonFunction;
  readonly place: string;
  readonly within: string;
  /** `value`: what was found there is used; `mark`: that it was there is answer enough. */
  readonly kind: 'value' | 'mark';
  /** The recursive call itself is spared, not the body. */
  readonly atCall: boolean;
  /** What is returned on a mark. */
  readonly answer?: Expr | undefined;
  readonly test: Expr;
}

type Found = Access & { readonly place: string };

/** Finds the tests of one function that lead to stored results; `sites` are its recursive calls. */
export function hitsOf(fn: SkeletonFunction, sites: ReadonlySet<Expr>, naming: Naming): Hit[] {
  const hits: Hit[] = [];

  /** Places that an expression looks at, through locals that hold what was found. */
  const looks = (expr: Expr, into: Found[] = []): Found[] => {
    walkExpression(expr, {
      expression(inner) {
        if (inner.op === 'closure') return false;
        const access = accessOf(inner);
        if (access) into.push({ ...access, place: naming.place(access) });
        if (inner.op === 'variable') {
          const start = naming.start(inner.variable);
          const held = start && accessOf(start);
          if (held) into.push({ ...held, place: naming.place(held) });
          else if (start && (start.op === 'logical' || start.op === 'choose')) looks(start, into);
        }
        return true;
      },
    });
    return into;
  };
  const mentions = (expr: Expr | undefined, place: string): boolean =>
    expr !== undefined && looks(expr).some((l) => l.place === place);
  const recurs = (part: Expr | Statement | undefined): boolean => {
    if (!part) return false;
    let found = false;
    const visit = { expression: (e: Expr): boolean => ((found ||= sites.has(e) || deep(e)), !found) };
    if (isStatement(part)) walkStatement(part, visit);
    else walkExpression(part, visit);
    return found;
  };
  const deep = (e: Expr): boolean => e.op === 'closure' && e.function.form === 'callback' && recurs(e.function.body());
  const stores = (part: Statement | Expr, place: string, within?: string): boolean => {
    let found = false;
    const check = (access: Access): void => {
      found ||= naming.place(access) === place || (within !== undefined && naming.container(access) === within);
    };
    const visit = {
      expression(e: Expr): void {
        if (e.op === 'assign' && e.target.op === 'get') check({ container: e.target.object, keys: [e.target.key] });
        else if (
          e.op === 'call' &&
          e.callee.op === 'get' &&
          e.args.length > 1 &&
          !e.args.some((a) => a.op === 'spread')
        )
          check({ container: e.callee.object, keys: e.args.slice(0, -1) as Expr[] });
      },
    };
    if (isStatement(part)) walkStatement(part, visit);
    else walkExpression(part, visit);
    return found;
  };
  const note = (l: Found, kind: Hit['kind'], test: Expr, atCall: boolean, answer?: Expr): void => {
    hits.push({ container: l.container, keys: l.keys, fn, place: l.place, within: naming.container(l), kind, atCall, answer, test }); // prettier-ignore
  };

  const branch = (test: Expr, arms: readonly (Statement | undefined)[], after: readonly Statement[]): void => {
    const found = looks(test);
    if (found.length === 0) return;
    for (const arm of arms) {
      if (!arm || recurs(arm)) continue;
      const answers = returnsOf(arm);
      if (!answers) continue;
      for (const l of found) {
        if (answers.some((a) => mentions(a, l.place))) note(l, 'value', test, false);
        else if (answers.length === 1) note(l, 'mark', test, false, answers[0]);
      }
    }
    const worker = arms.find((arm) => recurs(arm));
    const idle = arms.find((arm) => arm !== worker);
    for (const l of found) {
      const within = naming.container(l);
      if (worker && descends(worker, l.place)) continue;
      if (worker && stores(worker, l.place, within)) {
        // if (!(k in memo)) memo[k] = …; … memo[k] …
        const used = after.some((s) => readsPlace(s, l.place)) || (idle !== undefined && readsPlace(idle, l.place));
        if (used) note(l, 'value', test, !after.some((s) => s.op === 'return'));
      } else if (worker && idle && readsPlace(idle, l.place)) note(l, 'value', test, true);
      else if (
        worker &&
        after.length > 0 &&
        idle === undefined &&
        stores({ op: 'block', range: test.range, body: after }, l.place)
      ) {
        if (after.some((s) => readsPlace(s, l.place))) note(l, 'value', test, false);
      }
    }
  };
  const readsPlace = (part: Statement, place: string): boolean => {
    let found = false;
    walkStatement(part, { expression: (e) => void (found ||= !found && isLook(e, place)) });
    return found;
  };
  /** `if (node[side]) insert(node[side])`: the place is where the recursion goes, not what it came to. */
  const descends = (part: Statement | Expr, place: string): boolean => {
    let found = false;
    const visit = {
      expression(e: Expr): void {
        if (e.op === 'call' && sites.has(e)) {
          for (const arg of e.args) found ||= isLook(arg.op === 'spread' ? arg.value : arg, place);
          if (e.callee.op === 'get') found ||= isLook(e.callee.object, place);
        }
      },
    };
    if (isStatement(part)) walkStatement(part, visit);
    else walkExpression(part, visit);
    return found;
  };
  const isLook = (e: Expr, place: string): boolean => {
    const access = e.op === 'variable' ? (naming.start(e.variable) ?? e) : e;
    const at = accessOf(access);
    return at !== undefined && naming.place(at) === place;
  };

  /** `hit ? found : work`, `found ?? work`, `place ??= work`. */
  const expression = (expr: Expr): void => {
    walkExpression(expr, {
      expression(e) {
        if (e.op === 'closure') {
          if (e.function.form === 'callback') statements([e.function.body()]);
          return;
        }
        if (e.op === 'choose') {
          for (const [idle, worker] of [
            [e.then, e.otherwise],
            [e.otherwise, e.then],
          ] as const) {
            if (recurs(idle) || !recurs(worker)) continue;
            for (const l of looks(e.test)) {
              if (mentions(idle, l.place) && !descends(worker, l.place)) note(l, 'value', e.test, sites.has(worker));
            }
          }
        } else if (e.op === 'logical' && (e.operator === 'or' || e.operator === 'coalesce')) {
          if (!recurs(e.left) && recurs(e.right)) {
            for (const l of looks(e.left)) {
              if (!descends(e.right, l.place)) note(l, 'value', e.left, sites.has(e.right));
            }
          }
        } else if (e.op === 'assign' && (e.operator === 'or' || e.operator === 'coalesce') && e.target.op === 'get') {
          const access = { container: e.target.object, keys: [e.target.key] };
          if (recurs(e.value)) note({ ...access, place: naming.place(access) }, 'value', e.target, sites.has(e.value));
        }
      },
    });
  };

  const statements = (list: readonly Statement[]): void => {
    list.forEach((s, i) => {
      const after = list.slice(i + 1);
      switch (s.op) {
        case 'if':
          branch(s.test, [s.then, s.otherwise], after);
          expression(s.test);
          statements([s.then]);
          if (s.otherwise) statements([s.otherwise]);
          return;
        case 'block':
          return statements(s.body);
        case 'loop':
        case 'each':
        case 'labelled':
          return statements([s.body]);
        case 'switch':
          s.cases.forEach(({ test, body }, k) => {
            // switch (true): the cases are tests
            if (test && s.value.op === 'const' && s.value.value === true) {
              const rest = s.cases.slice(k + 1).flatMap((later) => later.body);
              branch(test, [{ op: 'block', body, range: test.range }], [...rest, ...after]);
            }
            statements(body);
          });
          return;
        case 'try':
          statements([s.body]);
          if (s.handler) statements([s.handler]);
          if (s.finalizer) statements([s.finalizer]);
          return;
        case 'expression':
        case 'throw':
          return expression(s.value);
        case 'return':
          return s.value && expression(s.value);
        case 'declare':
          return s.value && expression(s.value);
      }
    });
  };
  statements([fn.body()]);
  return hits;
}

function isStatement(part: Expr | Statement): part is Statement {
  return /^(expression|declare|block|if|loop|each|return|throw|break|continue|labelled|switch|try)$/.test(part.op);
}

/** What a branch returns, if it ends the activation whenever it is taken. */
function returnsOf(statement: Statement): (Expr | undefined)[] | undefined {
  switch (statement.op) {
    case 'return':
      return [statement.value];
    case 'block': {
      const last = statement.body[statement.body.length - 1];
      const end = last && returnsOf(last);
      if (!end) return undefined;
      const all = [...end];
      for (const inner of statement.body.slice(0, -1))
        if (inner.op === 'if') all.push(...(returnsOf(inner.then) ?? []));
      return all;
    }
    case 'if': {
      const then = returnsOf(statement.then);
      const otherwise = statement.otherwise && returnsOf(statement.otherwise);
      return then && otherwise ? [...then, ...otherwise] : undefined;
    }
    default:
      return undefined;
  }
}
