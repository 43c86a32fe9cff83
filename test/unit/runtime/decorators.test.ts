import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import * as library from '../../../src/runtime/index.ts';

/** One class in TypeScript, compiled for each kind of decorators. */
const source = `
  const { memoized, memoizedAsync } = library;
  let runs = 0;
  class Circle {
    constructor(r) { this.r = r; }
    @memoized area(scale) { runs++; return this.r * this.r * scale; }
    @memoized({ maxSize: 1 }) small(n) { runs++; return n; }
    @memoized get box() { runs++; return { w: this.r }; }
    @memoized static unit(n) { runs++; return [this.name, n]; }
    @memoized static get origin() { runs++; return {}; }
    @memoized loop(n) { return this.loop((n + 1) % 3); }
    @memoized get knot() { return this.knot + 1; }
    @memoizedAsync wait(n) { return this.wait(n); }
    @memoizedAsync async load(n) { runs++; await null; return this.r + n; }
    PRIVATE
  }
  return { Circle, runs: () => runs };
`;
const standardOnly = `
  @memoized #hidden(n) { runs++; return this.r * n; }
  reveal(n) { return this.#hidden(n); }
  @memoized get #secret() { runs++; return { r: this.r }; }
  secret() { return this.#secret; }
  @memoized static #make(n) { runs++; return [this.name, n]; }
  static make(n) { return this.#make(n); }
  @memoized static get #one() { runs++; return {}; }
  static one() { return this.#one; }`;

interface Instance {
  area(scale: number): number;
  small(n: number): number;
  readonly box: object;
  load(n: number): Promise<number>;
  reveal(n: number): number;
  secret(): object;
  loop(n: number): number;
  readonly knot: number;
  wait(n: number): Promise<number>;
}
interface Compiled {
  Circle: {
    new (r: number): Instance;
    unit(n: number): unknown[];
    readonly origin: object;
    make(n: number): unknown[];
    one(): object;
  };
  runs(): number;
}
function compile(legacy: boolean): Compiled {
  const code = source.replace('PRIVATE', legacy ? '' : standardOnly);
  const compilerOptions = { target: ts.ScriptTarget.ES2022, experimentalDecorators: legacy };
  return new Function('library', ts.transpileModule(code, { compilerOptions }).outputText)(library) as Compiled;
}

for (const legacy of [false, true])
  describe(`runtime: @memoized, ${legacy ? 'legacy' : 'standard'} decorators`, () => {
    it('has a cache for each instance', () => {
      const { Circle, runs } = compile(legacy);
      const [a, b] = [new Circle(2), new Circle(3)];
      assert.deepEqual([a.area(1), b.area(1), a.area(1), b.area(1)], [4, 9, 4, 9]);
      assert.equal(runs(), 2);
      assert.equal(library.cacheOf(a.area, a).cacheInfo().hits, 1);
      assert.equal(library.cacheOf(a.area, a).cacheDelete(1), true);
      a.area(1);
      b.area(1);
      assert.equal(runs(), 3);
    });

    it('takes options', () => {
      const { Circle, runs } = compile(legacy);
      const a = new Circle(1);
      for (const n of [1, 1, 2, 1]) a.small(n);
      assert.equal(runs(), 3);
    });

    it('works on getters', () => {
      const { Circle, runs } = compile(legacy);
      const a = new Circle(1);
      assert.equal(a.box, a.box);
      assert.notEqual(a.box, new Circle(1).box);
      assert.equal(runs(), 2);
    });

    it('works on static methods', () => {
      const { Circle, runs } = compile(legacy);
      assert.equal(Circle.unit(1), Circle.unit(1));
      assert.deepEqual(Circle.unit(1), ['Circle', 1]);
      assert.equal(runs(), 1);
    });

    it('works on static getters', () => {
      const { Circle, runs } = compile(legacy);
      assert.equal(Circle.origin, Circle.origin);
      assert.equal(runs(), 1);
    });

    it('names a method or getter that needs its own result, for that instance', async () => {
      const { Circle } = compile(legacy);
      const a = new Circle(1);
      assert.throws(() => a.loop(0), /loop\(\d\) needs its own result/);
      assert.throws(() => a.knot, /knot\(\) needs its own result/);
      await assert.rejects(a.wait(7), /wait\(7\) needs its own result/);
    });

    it('works on async methods', async () => {
      const { Circle, runs } = compile(legacy);
      const a = new Circle(5);
      assert.deepEqual(await Promise.all([a.load(1), a.load(1)]), [6, 6]);
      assert.equal(runs(), 1);
    });

    it('keeps name and length', () => {
      const { Circle } = compile(legacy);
      assert.deepEqual([Circle.prototype.area.name, Circle.prototype.area.length], ['area', 1]);
    });

    it('lets the instance go', async () => {
      setFlagsFromString('--expose-gc');
      const gc = runInNewContext('gc') as () => void;
      const { Circle } = compile(legacy);
      const gone = (() => {
        const a = new Circle(1);
        a.area(1);
        void a.box;
        return new WeakRef(a);
      })();
      for (let i = 0; i < 50 && gone.deref(); i++) {
        await new Promise((go) => setTimeout(go, 5)); // deref keeps the object until the end of its job
        gc();
      }
      assert.equal(gone.deref(), undefined);
    });
  });

describe('runtime: @memoized', () => {
  it('works on private methods and getters, static ones too', () => {
    const { Circle, runs } = compile(false);
    const a = new Circle(2);
    assert.deepEqual([a.reveal(3), a.reveal(3), new Circle(3).reveal(3)], [6, 6, 9]);
    assert.equal(runs(), 2);
    assert.equal(a.secret(), a.secret());
    assert.notEqual(a.secret(), new Circle(2).secret());
    assert.equal(Circle.make(1), Circle.make(1));
    assert.equal(Circle.one(), Circle.one());
    assert.equal(runs(), 6);
  });

  it('refuses fields and methods that are not decorated', () => {
    assert.throws(() => library.memoized({}, 'field', { value: 5 }), TypeError);
    assert.throws(() => library.cacheOf(() => 1, {}), /not decorated/);
  });
});
