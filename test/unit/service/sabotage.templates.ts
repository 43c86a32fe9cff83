/**
 * Sources with places that change while the recurrence itself stays: `«a|b|c»` stands for one of a, b and c. Each choice
 * says something else about what the recurrence reads, calls or is called by.
 */
export const templates: Readonly<Record<string, string>> = {
  'captured.js': `
«const|let» step = «2|1|0»;
const list = «[1, 2, 3]|[1]|new Map()|"abc"»;
«|step = 3;»
«|list.push(4);»
«|// memoscope-disable-next-line overlapping-subproblems»
function walk(n) {
  if (n < 2) return list[n % 3];
  return walk(n - 1) + «0 * walk(n - step)|step»;
}
«|export function reset() { step++; }»
export { walk };
`,
  'helper.js': `
«import { rest } from "./rest.js";|import * as all from "./rest.js";|const rest = (n) => n - 2;|const rest = require("./rest").rest;»
const table = new Map();
let seen = 0;
function less(n) {
  «return n - 1;|seen++; return n - 1;|return n - 1 - Math.round(Math.random());|return n >> 1;|return -1;|return rest(n);»
}
«|function less(n) { return 0; }»
function pick(n, a) {
  «return a;|return table.get(n) ?? a;|table.set(n, a); return a;|console.log(n); return a;»
}
export function value(n) {
  if (n <= 0) return 1;
  return pick(n, value(less(n))) «+ value(less(n) - 1)|+ 0|+ value(-1)»;
}
`,
  'memo.ts': `
«const memo = new Map<number, number>();|const memo: Record<number, number> = {};|const memo: number[] = [];|const other = 1;»
const cache = new Map();
function find(k: «number|string|number[]») { return «cache.get(k)|undefined|cache.has(k) ? cache.get(k) : undefined»; }
function keep(k: number, v: number) { «cache.set(k, v);|cache.clear();|» }
export function f(n: «number|string|bigint|any»): number {
  const known = find(n as never);
  if (known !== undefined) return known;
  if (n < 2) return 1;
  const made = f((n as number) - 1) + f((n as number) - 2);
  keep(n as number, made);
  return made;
}
export const g = «(n: number): number => (n < 2 ? 1 : g(n - 1) + g(n - 2))|memoize((n: number): number => (n < 2 ? 1 : g(n - 1) + g(n - 2)))|useCallback((n: number): number => (n < 2 ? 1 : g(n - 1) + g(n - 2)), [])»;
«|declare function memoize<T>(f: T): T;|import memoize from "lodash/memoize";|const memoize = (f) => f;»
`,
  'table.js': `
const weights = «[3, 1, 4]|[1, 2, 5]|[]|Array.from({ length: 9 }, (_, i) => i)|load()»;
const last = «weights.length - 1|0|weights.length»;
«|weights.length = 0;|weights.pop();|weights[0] = 7;|use(weights);»
function best(i, room) {
  if (i > last || room <= 0) return 0;
  const without = best(i + 1, room);
  return weights[i] > room ? without : «Math.max(without, weights[i] + best(i + 1, room - weights[i]))|without + 1»;
}
console.log(best(0, 9));
function load() { return «[1, 1]|Math.random() < 2 ? [2, 3] : null|globalThis.weights»; }
function use(list) { «return list.length;|list.sort();» }
`,
  'class.ts': `
class Solver {
  private limit = «2|10»;
  «|cache = new Map<number, number>();»
  «|get size() { return 3; }|get size() { return this.limit++; }|size = 1;»
  constructor(«|private base: number|private base: string[]») {«|this.limit = 4;»}
  solve(n: number): number {
    if (n < this.limit) return «1|this.size|this.bonus(n)»;
    return this.solve(n - 1) + this.more(n);
  }
  more(n: number): number { «return 0;|return this.solve(n - 2);|this.limit++; return 0;|return this.solve(n - 2) + Date.now();» }
  bonus(n: number): number { «return 1;|this.limit = n; return 1;|return 2 * n;» }
  «|reset() { this.limit = 0; }|raise() { this.limit += 1; }»
  «|solve2(n: number): number { return this.solve(n); }»
}
«|Solver.prototype.more = () => 5;|class Other extends Solver { more(): number { return 1; } }»
export { Solver };
`,
  'object.js': `
const tools = {
  «down: (n) => n - 1|down(n) { return n - 2; }|down: (n) => n - Math.random()|get down() { calls++; return (n) => n - 1; }»,
  count(n) {
    if (n <= 0) return 1;
    return tools.count(tools.down(n)) + tools.count(«-1|n - 3|tools.down(n) - 1»);
  },
};
let calls = 0;
«|tools.down = (n) => 0;|tools["down"] = (n) => 0;|Object.assign(tools, { down: (n) => 0 });|tools.count = () => 1;»
`,
  'alias.js': `
const floor = «Math.floor|Math.random|Date.now|(x) => x - 1|Math.abs»;
const { «max|min|random|hypot» } = Math;
const «E|trunc» = «Math.trunc|fs.readFileSync|console.log»;
function f(n) {
  if (n < 1) return 0;
  return max(floor(n), f(n - 1)) + («typeof E === "function" ? E(n) : 0|1|f(n - 2)»);
}
`,
  'around.js': `
export function solve(text, «words|amount|graph») {
  «const limit = 3;|let limit = 3;|const limit = text.length;|const limit = words.length;»
  «|const seen = new Set();|const seen = {};|const memo = new Map();»
  «|limit += 1;»
  const go = (i, «left|rest») => {
    if (i >= limit) return 1;
    «|if (seen.has(i)) return 0;|if (memo.has(i)) return memo.get(i);»
    «|seen.add(i);»
    const a = go(i + 1, i);
    const b = «go(i + 2, i)|1|text[i] === "a" ? go(i + 2, i) : 0»;
    «|memo.set(i, a + b);»
    return a + b;
  };
  return go(«0|0, 0|text.length|1, 2»);
}
`,
  'shadow.js': `
const step = (n) => n - 1;
let flag = false;
export function outer(n) {
  «|const step = (n) => n - 2;|function step(n) { flag = true; return n - 1; }|var step = 3;»
  «|const Math = { max: () => Math2.random() };»
  function inner(k) {
    if (k < 1) return 1;
    return inner(typeof step === "function" ? step(k) : k - step) + Math.max(0, «inner(k - 3)|0»);
  }
  return inner(n);
}
«|function inner(k) { return 0; }»
«|outer = null;|flag = 1;»
`,
  'enum.ts': `
«enum Move { Left = 1, Right = 2 }|const enum Move { Left = 1, Right = 1 }|const Move = { Left: 1, Right: 2 } as const;|const Move = { Left: 1, Right: 0 };»
«|Move.Left = 5;»
export function paths(n: number, m: Move = Move.Left): number {
  if (n <= 0) return 1;
  if (m === Move.Right) return paths(n - Move.Left, Move.Left);
  return paths(n - Move.Left, Move.Right) + «paths(n - Move.Right, Move.Left)|1|paths(n - 2, m)»;
}
`,
  'class-tree.js': `
class «Node|Leaf» { constructor(v) { «this.v = v;|this.v = v; made++;|log.push(v);» } }
let made = 0;
const log = [];
function build(n) {
  if (n < 1) return [new «Node|Leaf»(n)];
  const a = build(n - 1);
  const b = «build(n - 2)|[]|build(n >> 1)»;
  return «a.concat(b)|[...a, ...b]|a»;
}
«const all = build(4);|build(3).push(1);|const kept = build(3); kept.sort();|»
`,
  'mutual.js': `
let depth = «0|1»;
function even(n) { return n === 0 ? true : odd(n - 1); }
function odd(n) { return n === 0 ? false : even(n - 1) «|&& even(n - 2)|&& (depth++, true)|&& even(depth)»; }
«const odd2 = odd;|odd = even;|var odd;|»
«|function even(n) { return odd(n); }»
`,
  'documented.js': `
export function around(s) {
  /**
   * @param {«string|number|Array|number[]|string[]»} s
   * @param {«number|any» } i
   */
  «|// of the text|const x = 1;»
  function parts(s, i) {
    if (i >= s.length) return 1;
    «|// one more»
    return parts(s, i + 1) + (s[i] === s[i + 1] ? parts(s, i + 2) : «0|1»);
  }
  return parts(s, 0);
}
`,
  'typed.ts': `
type Item = { w: number; next?: Item };
export function fill(items: «Item[]|number[]|string|ReadonlyArray<Item>|Set<Item>», room: «number|string|bigint», at «= 0|: number|?: number»): number {
  if (at >= (items as any).length || (room as number) <= 0) return 0;
  const skip = fill(items, room, at + 1);
  return «Math.max(skip, 1 + fill(items, room, at + 2))|skip|Math.max(skip, (items as any)[at].w + fill(items, (room as number) - (items as any)[at].w, at + 1))»;
}
«fill([], 3);|fill([] as any, 3 as any, 0);|fill = null as any;|const r = fill([], 1);»
`,
  'generator.js': `
let turns = 0;
const source = «[1, 2]|new Set([1])|numbers()|{ *[Symbol.iterator]() { turns++; yield 1; } }»;
«function*|function» numbers() { «yield 1;|return [1];|turns++; return [];» }
export «async |»function sum(n) {
  if (n < 1) return 0;
  let total = 0;
  for (const x of «source|numbers()|[1, 2]») total += «await |»sum(n - x) «|+ turns»;
  return total;
}
`.replaceAll('await |»sum', '|»sum'),
  'parameters.js': `
const options = { step: «1|2|0», «wide: true|narrow: true» };
«|options.step = 3;|delete options.step;|change(options);»
function change(o) { «o.step++;|return o;» }
function ways(n, { step, wide } = options) {
  if (n <= 0) return 1;
  return ways(n - step, { step, wide }) + (wide ? ways(n - 2, { step, wide }) : 0);
}
function count(n, by = «1|options.step|Date.now()|turn++|Math.random()») {
  return n <= 0 ? 1 : count(n - 1) + «count(n - by)|by»;
}
let turn = 0;
`,
  'prototype.js': `
function Counter() { this.hits = 0; «|this.step = 1;» }
Counter.prototype.down = function (n) { «return n - 1;|this.hits++; return n - 1;|return n - this.step;» };
Counter.prototype.count = function (n) {
  if (n <= 0) return 1;
  return this.count(this.down(n)) + «this.count(n - 2)|this.hits|0»;
};
«|Counter.prototype.down = function (n) { return 0; };|Counter.prototype.reset = function () { this.step = 2; };|Counter.prototype = {};»
`,
  'silenced.js': `
«|/* memoscope-disable */|/* memoscope-disable overlapping-subproblems */|// memoscope-disable-next-line»
function fib(n) {«| // memoscope-disable-line»
  «|// memoscope-disable-next-line overlapping-subproblems»
  return n < 2 ? n : fib(n - 1) + «fib(n - 2)|0»;
}
«|// memoscope-enable»
`,
};
