import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { cacheNamed, run, type RunOptions } from './harness.ts';

const memo = `
function fib(n) {
  const memo = new Map();
  return visit(n);
  function visit(n) {
    const cached = memo.get(n);
    if (cached !== undefined || memo.has(n)) return cached;
    const result = n < 2 ? n : visit(n - 1) + visit(n - 2);
    memo.set(n, result);
    return result;
  }
}
fib(20);
function naive(n) {
  return n < 2 ? n : naive(n - 1) + naive(n - 2);
}
naive(8);
`;

/** Programs that show what a person can see of how a program runs. Each must print the same with the probe. */
const programs: Record<string, string> = {
  'an exit code': 'process.exitCode = 7;',
  'process.exit in the middle':
    "process.on('exit', (c) => console.log('exit', c)); process.exit(9); console.log('no');",
  'an uncaught exception and its stack': "function f() {\n  throw new TypeError('boom');\n}\nf();",
  'an exception from the table itself':
    'let t;\nconst g = (k) => {\n  if (t.has(k)) return t.get(k);\n  t.set(k, 1);\n  return 1;\n};\ng(1);',
  'an exception from a null table':
    "const g = (k, t = null) => {\n  const v = t[k];\n  if (v !== undefined) return v;\n  return (t[k] = 1);\n};\ntry { g('a'); } catch (e) { console.log(e.message, e.stack.split('\\n')[1]); }",
  'an unhandled rejection': "Promise.reject(new Error('nobody cares'));",
  'an exception in an exit listener': "process.on('exit', () => { throw new Error('late'); });",
  'a signal to itself': "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 5000);",
  'its own signal handler':
    "process.on('SIGTERM', () => { console.log('got it'); process.exit(4); }); process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 5000);",
  'order of exit listeners':
    "process.on('beforeExit', () => console.log('before')); process.on('exit', () => console.log('a')); process.prependListener('exit', () => console.log('b'));",
  'counts of listeners':
    "console.log(process.eventNames(), ['exit', 'SIGTERM', 'SIGINT', 'uncaughtException'].map((e) => process.listenerCount(e)));",
  'require.cache and module.children':
    'console.log(Object.keys(require.cache), module.children.length, module.parent, require.main === module);',
  'names of globals':
    'console.log(Object.keys(globalThis), Reflect.ownKeys(process).length > 0, Object.keys(process).includes("emit"));',
  'the text of functions':
    "console.log(String(fib), fib.toString().length, Function.prototype.toString.call(fib) === `${fib}`, Function.prototype.toString + '', 'prototype' in Function.prototype.toString, Function.prototype.toString.name); try { Function.prototype.toString.call({}); } catch (e) { console.log(e.message); }",
  'a function made again from its text': 'console.log(new Function(`${fib}; return fib(30);`)());',
  'a stack trace on every line':
    "const lines = [];\nlines.push(new Error('x').stack.split('\\n').slice(1).join('\\n'));\nfunction cachedSquare(k, cache = {}) { if (cache[k]) return cache[k]; lines.push(new Error('y').stack.split('\\n').map((l) => l.replace(/:\\d+\\)?$/, '')).join('\\n')); return (cache[k] = k * k); }\ncachedSquare(3);\nconsole.log(lines.join('\\n'));",
  'columns on lines whose test decides': `
const here = () => console.log(new Error('x').stack.split('\\n').slice(2, 4).join());
const t = { m: new Map(), has(k) { here(); return this.m.has(k); }, get(k) { return this.m.get(k); }, set(k, v) { here(); this.m.set(k, v); } };
const f = (k) => {
  if (t.has(k)) return t.get(k);
  t.set(k, here());
  return 1;
};
const g = (k) => {
  if (!t.has(k)) {
    t.set(k, here());
  }
  return t.get(k);
};
console.log(f(1), f(1), g(2), g(2));`,
  'branches, sequences and assignments where a table decides': `
const [m, n, o, p, q, r] = [1, 2, 3, 4, 5, 6].map(() => new Map());
const s = {};
const a = (k) => { let v; if ((v = m.get(k))) return v; v = k + 1; m.set(k, v); return v; };
const b = (k) => (s[k] ??= (0, k * 2));
const c = (k) => { if (k > 0) if (n.has(k)) return n.get(k); else n.set(k, 'kept'); else return 'no'; return k; };
const d = (k) => { if (!o.has(k)) { const v = k; { const k = 5; } o.set(k, v); } return o.get(k); };
const e = (k) => (p.has(k) ? p.get(k) : (p.set(k, k), 'new'));
const f = (k) => q.get(k) ?? (q.set(k, [k]), q.get(k));
const g = (k) => { if (k > 1 && (r.has(k) || k > 9)) return [r.get(k)]; r.set(k, k); return 'made'; };
for (const h of [a, b, c, d, e, f, g]) console.log(h(2), h(2), h(0), h(11), h(11), String(h));`,
  'own properties of a table':
    'const t = {}; const f = (k) => t[k] ?? (t[k] = k); f(1); const m = new Map(); m.get = function (k) { return "patched" + k; }; const g = (k) => { const v = m.get(k); if (v) return v; m.set(k, 1); return 1; }; console.log(t, Object.getOwnPropertyNames(t), m, g(2), f(2));',
  'a table behind a proxy sees the same operations':
    "const seen = []; const t = new Proxy({}, { get: (o, k) => (seen.push('get ' + String(k)), o[k]), has: (o, k) => (seen.push('has ' + String(k)), k in o), set: (o, k, v) => (seen.push('set ' + String(k)), (o[k] = v), true), getOwnPropertyDescriptor: (o, k) => (seen.push('own ' + String(k)), Reflect.getOwnPropertyDescriptor(o, k)), ownKeys: (o) => (seen.push('keys'), Reflect.ownKeys(o)), getPrototypeOf: () => (seen.push('proto'), null) }); const f = (k) => { if (k in t) return t[k]; t[k] = k; return k; }; f('a'); f('a'); console.log(seen.join());",
  'getters and key expressions run once, in order':
    "const seen = []; const o = { m: new Map(), get table() { seen.push('table'); return this.m; } }; const key = (k) => (seen.push('key'), k); const value = () => (seen.push('value'), 1); class C { get t() { seen.push('t'); return o.m; } look(k) { if (this.t.has(k)) return this.t.get(k); this.t.set(k, value()); return 2; } } const c = new C(); c.look(1); c.look(1); const f = (k) => { const v = o.table.get(`${{ toString: () => (seen.push('string'), 'k' + k) }}`); if (v) return v; o.table.set(`${{ toString: () => (seen.push('string'), 'k' + k) }}`, value()); return 0; }; f(1); f(1); console.log(seen.join());",
  'a falsy and a missing table':
    'const f = (k, t) => { const v = t?.get(k); if (v !== undefined) return v; t?.set(k, 1); return 2; }; console.log(f(1), f(1, new Map()), f(1, null)); ',
  'generators and async functions':
    'const t = new Map(); function* g(k) { if (t.has(k)) return t.get(k); const v = yield k; t.set(k, v); return v; } const it = g(1); it.next(); console.log(it.next(5), [...g(1)]); (async (k) => { const v = await t.get(k); if (v) return v; t.set(k, await 3); return 3; })(1).then(console.log);',
  'a table that answers with promises':
    "const m = new Map(); const t = { has: async (k) => m.has(k), get: async (k) => m.get(k), set: async (k, v) => void m.set(k, v) }; const f = async (k) => { if (await t.has(k)) return ['kept', await t.get(k)]; const v = [k, typeof (await t.has(k))]; await t.set(k, v); return v; }; (async () => console.log(await f(1), await f(2), await f(1)))();",
  'strict and sloppy this':
    "const t = new Map(); function f(k) { const v = t.get(k); if (v !== undefined) return v; const r = this === undefined ? 'none' : typeof this; t.set(k, r); return r; } console.log(f(1)); function s(k) { 'use strict'; const v = t.get(k); if (v !== undefined) return v; const r = String(this); t.set(k, r); return r; } console.log(s(2), arguments.length);",
  'a recursion that nobody has memoized':
    "'use strict'; const seen = []; const f = (n, g) => n < 1 ? { n, at: new Error('here').stack.split('\\n').length } : (seen.push(g.name, g.length), f(n - 1, (x) => x), f(n - 1, function () {}), f(n - 2, class {})); console.log(f(4, () => 1), seen.join(), String(f), f.name, f.length); function h(n) { if (n < 1) return; h(n - 1); h(n - 1) } console.log(h(3), String(h)); const k = (n) => (n < 1 ? () => n : k(n - 1, k(n - 2))); console.log(k(3).name, k(3)(), String(k)); const o = { m(n) { return n < 1 ? this.x : [this.m(n - 1), this.m(n - 2)]; }, x: 1 }; console.log(JSON.stringify(o.m(3)), String(o.m)); const d = (n, step = n > 2 ? 2 : 1) => { if (n <= 0) return 1; return d(n - step) + d(n - 1, ...[1]); }; console.log(d(6), String(d));",
  'an exception out of a recursion and its stack':
    'const f = (n) => {\n  if (n < 1)\n    throw new TypeError(`at ${n}`);\n  return f(n - 1) +\n    f(n - 2);\n};\ntry { f(3); } catch (e) { console.log(e.stack.replace(/:\\d+\\)?$/gm, "")); }\nf(2);',
  // Node 26 writes `Proxy(…)` when it prints what stands in for `vm.Script`
  'the functions of node:vm':
    "const vm = require('vm'); const isProxyShown = parseInt(process.versions.node) >= 26; const { Script } = vm; const script = new Script('1 + 1'); class Sub extends Script {} console.log({ ...vm, Script: isProxyShown || Script }, Object.keys(vm).join(), script instanceof Script, new Sub('2').runInThisContext(), Reflect.ownKeys(script).join()); for (const f of [Script, vm.createContext, vm.runInThisContext, vm.runInContext, vm.runInNewContext, script.runInNewContext]) console.log(String(f), f.name, f.length, Reflect.ownKeys(f).join(), Object.getOwnPropertyDescriptor(f, 'name')); console.log(Reflect.ownKeys(Script.prototype).map((k) => [k, JSON.stringify(Object.getOwnPropertyDescriptor(Script.prototype, k))]).join());",
  'what node:vm runs, refuses and throws':
    "const vm = require('vm'); const say = (f) => { try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message, String(e.stack).split('\\n').slice(0, 3).join()); } }; const short = (e) => [e.name, e.code, e.message].join(); const told = (f) => { try { console.log(f()); } catch (e) { console.log(short(e)); } }; const place = 'new Error(\"q\").stack.split(\"\\\\n\")[1]'; say(() => vm.runInThisContext('\\n' + place, { filename: '/x/y.js' })); say(() => new vm.Script(place, { filename: '/x/z.js', lineOffset: 5 }).runInNewContext({})); say(() => vm.runInThisContext('null.x', '/x/w.js')); told(() => new vm.Script('let let')); told(() => vm.Script('1')); told(() => new vm.Script('1', 5)); told(() => vm.createContext(5)); told(() => vm.runInContext('1', {})); const box = vm.createContext({ a: 1 }); console.log(vm.isContext(box), vm.runInContext('this.b = a + 1', box), box, Object.getOwnPropertyNames(vm.createContext()), vm.runInContext('Object.keys(globalThis).join()', box));",
  'a stack below a script in a new context':
    "console.log(new (require('vm').Script)('new Error().stack').runInNewContext());",
  'stdin, argv and environment':
    'console.log(process.argv.length, process.execArgv, process.stdin.isTTY, process.env.MEMOSCOPE);',
  'active handles':
    'console.log(process.getActiveResourcesInfo()); setImmediate(() => console.log(process._getActiveHandles().map((h) => h.constructor.name), process._getActiveRequests().length));',
};

const watched = (code: string, more: Partial<RunOptions> = {}): ReturnType<typeof run> =>
  run({ files: { 'app.js': `${memo}${code}\n` }, ...more });

/** On a line where counting was put in, columns are others, and Node quotes the line as it was loaded. */
const withoutColumns = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((_, i) => i !== 1 && i !== 2)
    .map((line) => line.replace(/(app\.js:\d+):\d+/, '$1'))
    .join('\n');

describe('probe: a watched program behaves the same', () => {
  for (const [title, code] of Object.entries(programs))
    it(title, () => {
      const plain = watched(code, { probe: false });
      const result = watched(code);
      const seen = ({ status, signal, stdout, stderr }: typeof plain): object =>
        /the table itself|out of a recursion/.test(title)
          ? { status, signal, stdout, stderr: withoutColumns(stderr) }
          : { status, signal, stdout, stderr: stderr.replace(/node:events:\d+:\d+/, 'node:events') };
      deepEqual(seen(result), seen(plain));
      // and it was watched; nothing runs at the end of a program that a signal kills
      if (!plain.signal) ok(cacheNamed(result, 'fib').misses >= 21);
      const candidates = watched(code, { env: { MEMOSCOPE_CANDIDATES: '1' } });
      deepEqual(seen(candidates), seen(plain));
      if (!plain.signal) ok(cacheNamed(candidates, 'naive').misses >= 9);
    });

  it('a reporter thread changes nothing either', () => {
    const code = "console.log('x'); setTimeout(() => console.log(process.listenerCount('exit')), 150);";
    const plain = watched(code, { probe: false });
    const result = watched(code, { env: { MEMOSCOPE_REPORT: '1' } });
    deepEqual([result.status, result.stdout, result.stderr], [plain.status, plain.stdout, plain.stderr]);
    equal(cacheNamed(result, 'fib').hits, 18);
  });

  it('what sends messages to a parent looks and fails as before', () => {
    const look = (f: string): string =>
      `console.log(String(${f}), ${f}.name, ${f}.length, Reflect.ownKeys(${f}).join());`;
    const code = `
      const { fork } = require('child_process');
      const { Worker, isMainThread, MessagePort, parentPort } = require('worker_threads');
      const post = MessagePort.prototype.postMessage;
      if (!isMainThread) {
        ${look('post')}
        console.log(JSON.stringify(Object.getOwnPropertyDescriptor(MessagePort.prototype, 'postMessage')));
        try { parentPort.postMessage(() => 1); } catch (e) { console.log(e.name, e.message, e.code); }
        try { parentPort.postMessage(); } catch (e) { console.log(e.name, e.message, e.code); }
        parentPort.postMessage('from the worker');
      } else if (process.send) {
        ${look('process.send')}
        console.log(JSON.stringify(Object.getOwnPropertyDescriptor(process, 'send')));
        try { process.send(); } catch (e) { console.log(e.name, e.message, e.code); }
        console.log(process.send('from the child'));
        process.disconnect();
      } else new Worker(__filename).on('message', console.log).on('exit', () => fork(__filename).on('message', console.log));`;
    const plain = watched(code, { probe: false });
    const result = watched(code, { env: { MEMOSCOPE_REPORT: '1' } });
    ok(plain.stdout.includes('from the worker') && plain.stdout.includes('from the child'), plain.stderr);
    // messages and output of a worker come in any order
    const seen = ({ status, stdout, stderr }: typeof plain): unknown[] => [status, stdout.split('\n').sort(), stderr];
    deepEqual(seen(result), seen(plain));
    equal(result.caches.filter((c) => c.name === 'fib').length, 3);
  });

  it('a program killed in a busy loop leaves its last snapshot', () => {
    const code =
      "const end = Date.now() + 1500; while (Date.now() < end) fib(40); process.kill(process.pid, 'SIGKILL');";
    const result = watched(code, { env: { MEMOSCOPE_REPORT: '1' } });
    equal(result.signal, 'SIGKILL');
    const { hits, misses } = cacheNamed(result, 'fib');
    ok(hits > 1000 && misses > 1000, `${hits} ${misses}`);
  });

  it('a program that kills itself at once leaves what it counted', () => {
    for (const end of ["process.kill(process.pid, 'SIGKILL')", "process.kill(process.pid, 'SIGTERM')"]) {
      const result = watched(`${end};`, { env: { MEMOSCOPE_REPORT: '1' } });
      ok(result.signal?.startsWith('SIG'), end);
      equal(cacheNamed(result, 'fib').misses, 21);
    }
    const asks = "try { process.kill(process.pid, 'SIGNO'); } catch (e) { console.log(e.message); } console.log(process.kill(process.pid, 0), process.kill, Object.keys(process).includes('kill'));"; // prettier-ignore
    const plain = watched(asks, { probe: false });
    deepEqual(watched(asks, { env: { MEMOSCOPE_REPORT: '1' } }).stdout, plain.stdout);
  });

  it('a worker thread whose process is killed, or exits, leaves its last snapshot', () => {
    for (const end of ["process.kill(process.pid, 'SIGKILL')", 'process.exit(3)']) {
      // the worker says that enough time has gone by for it to have written
      const code = `
        const { isMainThread, parentPort, Worker } = require('node:worker_threads');
        if (isMainThread) new Worker(__filename, { stdout: false }).on('exit', () => {}).ref();
        else { let n = 0; setInterval(() => { fib(20); if (++n === 40) { ${end.replace('process.exit(3)', "process.kill(process.pid, 'SIGTERM')")}; } }, 20); }
        if (isMainThread) process.on('SIGTERM', () => process.exit(3));`;
      const result = watched(code, { env: { MEMOSCOPE_REPORT: '1' } });
      const worker = result.snapshots.find(({ threadId }) => threadId > 0);
      ok(
        worker?.caches.some((cache) => cache.name === 'fib' && cache.hits > 0),
        `${end} ${result.stderr}`,
      );
    }
  });

  it('a stack in a worker thread, and of what it throws', () => {
    const code = `
      const { isMainThread, parentPort, Worker } = require('node:worker_threads');
      if (!isMainThread) {
        parentPort.postMessage(new Error('in').stack);
        setImmediate(() => { throw new Error('end'); });
      } else {
        const told = [];
        const tell = (text) => { if (told.push(text) === 2) console.log(told.sort().join()); };
        new Worker(__filename).on('message', tell).on('error', (e) => tell(e.stack));
      }`;
    const plain = watched(code, { probe: false });
    match(plain.stdout, /^Error: end[^]*,Error: in/);
    const { stdout, stderr } = watched(code);
    deepEqual([stdout, stderr], [plain.stdout, plain.stderr]);
  });

  it('a worker thread that never waits leaves its last snapshot when it is terminated', () => {
    const code = `
      const { isMainThread, Worker } = require('node:worker_threads');
      const { existsSync } = require('node:fs');
      if (!isMainThread) for (;;) fib(40);
      const worker = new Worker(__filename);
      const written = process.env.MEMOSCOPE_FINAL + '/' + process.pid + '-' + worker.threadId + '.json';
      const look = setInterval(() => { if (existsSync(written)) { clearInterval(look); worker.terminate(); } }, 20);`;
    const { snapshots, stderr } = watched(code, { env: { MEMOSCOPE_REPORT: '1' } });
    const [cache] = snapshots.find(({ threadId }) => threadId > 0)!.caches;
    ok(cache!.name === 'fib' && cache!.hits > 1000, `${JSON.stringify(cache)} ${stderr}`);
  });

  it('a recursion goes as deep, within 10 %', () => {
    const depths = (probe: boolean): number[] => {
      const code = `
        let depth = 0;
        const measure = (run) => { depth = 0; try { run(); } catch (e) { if (!(e instanceof RangeError)) throw e; } console.log(depth); };
        function a(n, memo = new Map()) { return visit(n); function visit(n) { depth++; const c = memo.get(n); if (c !== undefined || memo.has(n)) return c; const r = n < 2 ? n : visit(n - 1) + visit(n - 2); memo.set(n, r); return r; } }
        const t = {}; const b = (n) => { depth++; if (n in t) return t[n]; return (t[n] = n < 2 ? n : b(n - 1) + b(n - 2)); };
        const u = []; const c = (n) => { depth++; return u[n] ?? (u[n] = n < 2 ? n : c(n - 1) + c(n - 2)); };
        const v = {}; const d = (n) => { depth++; return v[n] ??= n < 2 ? n : d(n - 1) + d(n - 2); };
        const m = new Map(); const e = (n) => { depth++; if (!m.has(n)) m.set(n, n < 2 ? n : e(n - 1) + e(n - 2)); return m.get(n); };
        const w = (n) => { depth++; return n < 2 ? n : w(n - 1) + w(n - 2); };
        function x(i, j = 1e9) { depth++; if (i === 0 || j === 0) return 1; return x(i - 1, j) + x(i, j - 1); }
        const y = (node, out) => { depth++; for (const child of node.children) y(child, out); return out; };
        const loop = { children: [] }; loop.children.push(loop);
        for (const f of [a, b, c, d, e, w, x, (n) => y(loop, [])]) measure(() => f(1e9));`;
      const env = { MEMOSCOPE_CANDIDATES: '1' };
      return run({ files: { 'app.js': code }, probe, env })
        .stdout.trim()
        .split('\n')
        .map(Number);
    };
    const plain = depths(false);
    const deep = depths(true);
    equal(plain.length, 8);
    plain.forEach((depth, i) => ok(deep[i]! > depth * 0.9 && deep[i]! < depth * 1.1, `${deep} against ${plain}`));
  });

  it('coverage counts the file on disk, so nothing is put in then', () => {
    const result = watched('', { env: { NODE_V8_COVERAGE: `${process.cwd()}/node_modules/.cache/none` } });
    equal(result.status, 0);
    deepEqual(result.caches, []);
  });
});
