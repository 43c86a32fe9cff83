// What counting costs: the library against itself with the counters taken out of its text.
import { pathToFileURL } from 'node:url';
import { code } from './floors.mjs';
import { workloads } from './workloads.mjs';

export async function report(bundle, uncounted, measure) {
  const [counted, bare] = [await import(pathToFileURL(bundle).href), await import(pathToFileURL(uncounted).href)];
  const probe = bare.memoize((n) => n);
  probe(1);
  probe(1);
  if (probe.cacheInfo().hits !== 0) throw new Error('the counters are still there');
  console.log('count: hits counted, against the same without counters');
  for (const [title, id] of [
    ['a hit, one int', 'W2'],
    ['a hit, one string', 'W3'],
  ]) {
    const tests = [
      { name: 'without', ...workloads[id].make((f) => bare.memoize(f)) },
      { name: 'with', ...workloads[id].make((f) => counted.memoize(f)) },
    ];
    const [without, withThem] = measure(tests);
    const ns = withThem.ns.map((v, i) => v - without.ns[i]).sort((a, b) => a - b);
    console.log(`  ${title.padEnd(24)} ${ns[ns.length >> 1].toFixed(2).padStart(6)} ns`);
  }
}

/** What it costs in V8 to make a function, part by part. */
export function creation(measure) {
  const inline = 'const c=m.get(x);if(c!==undefined)return c;const r=(x*7)&1023;m.set(x,r);return r';
  const parts = {
    'floor: a Map and a closure, named in the text': `const m=new Map();return function f(x){${inline}}`,
    'the same, and its name read': `const m=new Map();if(fn.name==='')return fn;return function f(x){${inline}}`,
    'the same, and its length read': `const m=new Map();if(fn.length>3)return fn;return function f(x){${inline}}`,
    'named at run time by a computed key': `const m=new Map();return {[name](x){${inline}}}[name]`,
    'named at run time by defineProperty': `const m=new Map();return Object.defineProperty((x)=>{${inline}},'name',{value:name,configurable:true})`,
    'with seven controls': `const m=new Map();const f=function(x){${inline}};f.original=fn;f.a=()=>m.size;f.b=()=>m.clear();f.c=(x)=>m.delete(x);f.d=(x)=>m.has(x);f.e=(x)=>m.get(x);f.g=(x)=>m.set(x);return f`,
  };
  const tests = Object.entries(parts).map(([name, body]) => {
    const make = code(['fn', 'name'], body);
    const drive = code(
      ['make', 'times'],
      'let s=0;for(let r=0;r<times;r++){const f=make(function f(x){return x},"f");s=(s+f(3))|0}return s',
    );
    return { name, ops: 1, run: (times) => drive(make, times) };
  });
  const [floor, ...others] = measure(tests);
  const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  console.log('create: parts of making a memoized function, and one call');
  for (const { name, ns } of [floor, ...others])
    console.log(
      `  ${name.padEnd(46)} ${median(ns).toFixed(0).padStart(4)} ns ${median(ns.map((v, i) => v / floor.ns[i]))
        .toFixed(2)
        .padStart(6)}`,
    );
}
