// What it costs in V8 to make a memoized function and call it once, part by part; against the floor of W12.
import { code } from './floors.mjs';

const body = 'const c=m.get(x);if(c!==undefined)return c;const r=(x*7)&1023;m.set(x,r);return r';
const parts = {
  'floor: a Map and a closure, named in the text': `const m=new Map();return function f(x){${body}}`,
  'and the function that is given': `const m=new Map();if(fn===name)return fn;return function f(x){${body}}`,
  'and its name read': `const m=new Map();if(fn.name==='')return fn;return function f(x){${body}}`,
  'and its name and length read': `const m=new Map();if(fn.name===''||fn.length>3)return fn;return function f(x){${body}}`,
  'named at run time by a computed key': `const m=new Map();if(fn===name)return fn;return {[name](x){${body}}}[name]`,
  'named at run time by defineProperty': `const m=new Map();if(fn===name)return fn;return Object.defineProperty((x)=>{${body}},'name',{value:name,configurable:true})`,
  'with a prototype of its own': `const m=new Map();if(fn===name)return fn;return Object.setPrototypeOf((x)=>{${body}},P)`,
  'with what a store holds': `const m=new Map();if(fn===name)return fn;const own={tab:T.slice(),map:m,size:0,yes:undefined,no:undefined,pinned:true};const s={fn,name,chain:0,mark:undefined,mark2:undefined,mark3:undefined,active:undefined,hits:0,misses:0,evictions:0,size:0,maxSize:undefined,trie:{arity:1,own,others:[]}};return function f(x){s.misses++;${body}}`,
  'with seven controls': `const m=new Map();const f=function(x){${body}};f.original=fn;f.a=()=>m.size;f.b=()=>m.clear();f.c=(x)=>m.delete(x);f.d=(x)=>m.has(x);f.e=(x)=>m.get(x);f.g=(x)=>m.set(x);return f`,
};

export async function report(measure, { memoize }) {
  const prototype = Object.create(Function.prototype);
  const first = [Symbol(), 0, 0, 0].fill(undefined);
  const floor = Object.keys(parts)[0];
  const drive = (make, given) => {
    const fn = given ? 'function f(x){return (x*7)&1023}' : 'undefined';
    const loop = code(
      ['make', 'P', 'T', 'times'],
      `let s=0;for(let r=0;r<times;r++){const f=make(${fn},"f",P,T);s=(s+f(3))|0}return s`,
    );
    return { ops: 1, run: (times) => loop(make, prototype, first, times) };
  };
  const tests = Object.entries(parts).map(([name, text]) => ({
    name,
    ...drive(code(['fn', 'name', 'P', 'T'], text), name !== floor),
  }));
  tests.push({ name: 'memoize', ...drive((fn) => memoize(fn), true) });
  await measure(tests);
  const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  console.log('create: parts of making a memoized function, and one call');
  for (const { name, ns } of tests) {
    const ratio = median(ns.map((v, i) => v / tests[0].ns[i]));
    console.log(`  ${name.padEnd(46)} ${median(ns).toFixed(0).padStart(4)} ns ${ratio.toFixed(2).padStart(6)}`);
  }
}
