// What a careful programmer writes by hand: Map code inside the function. Every run measures against these.

/** Code of its own for every contender, so that none inherits another's type feedback. */
let serial = 0;
export const code = (params, body) => new Function(...params, `"use strict";/*${++serial}*/${body}`);

const list = `class E{constructor(k,v){this.k=k;this.v=v;this.p=null;this.n=null}}const m=new Map();let H=null,T=null;
return function(k){let e=m.get(k);if(e!==undefined){if(e!==H){const p=e.p,n=e.n;p.n=n;if(n!==null)n.p=p;else T=p;e.p=null;e.n=H;H.p=e;H=e}return e.v}
const v=(k*7)&1023;if(m.size<1000){e=new E(k,v);if(H!==null){e.n=H;H.p=e}else T=e;H=e}else{e=T;m.delete(e.k);e.k=k;e.v=v;T=e.p;T.n=null;e.p=null;e.n=H;H.p=e;H=e}m.set(k,e);return v}`;

/** Each is compiled once and makes fresh caches. */
export const floors = {
  fib: code(
    [],
    'const m=new Map();function f(n){const c=m.get(n);if(c!==undefined)return c;const r=n<2?n:(f(n-1)+f(n-2))|0;m.set(n,r);return r}return f',
  ),
  one: () =>
    code(
      [],
      'const m=new Map();return function(x){const c=m.get(x);if(c!==undefined)return c;const r=(x.length??x.id??x)&1023;m.set(x,r);return r}',
    )(),
  distance: code(
    ['A', 'B'],
    `const m=new Map();function d(i,j){let r=m.get(i);if(r!==undefined){const c=r.get(j);if(c!==undefined)return c}else m.set(i,r=new Map());
let v;if(i===0)v=j;else if(j===0)v=i;else{const x=d(i-1,j)+1,y=d(i,j-1)+1,z=d(i-1,j-1)+(A[i-1]===B[j-1]?0:1);v=x<y?(x<z?x:z):(y<z?y:z)}r.set(j,v);return v}return d`,
  ),
  three: () =>
    code(
      [],
      'const m=new Map();return function(a,b,c){let p=m.get(a);if(p!==undefined){const q=p.get(b);if(q!==undefined){const v=q.get(c);if(v!==undefined)return v}}const r=(a*7+b.length+(c?1:0))&1023;if(p===undefined)m.set(a,p=new Map());let q=p.get(b);if(q===undefined)p.set(b,q=new Map());q.set(c,r);return r}',
    )(),
  lru: () => code([], list)(),
  ttl: () =>
    code(
      [],
      'class E{constructor(v,t){this.v=v;this.t=t}}const m=new Map();return function(x){const c=m.get(x);if(c!==undefined&&Date.now()<c.t)return c.v;const r=(x*7)&1023;m.set(x,new E(r,Date.now()+3600000));return r}',
    )(),
  flight: code(
    [],
    'const m=new Map();return function(k){const c=m.get(k);if(c!==undefined)return c;const p=(async()=>{await null;return k})();m.set(k,p);p.then(undefined,()=>{if(m.get(k)===p)m.delete(k)});return p}',
  ),
};
