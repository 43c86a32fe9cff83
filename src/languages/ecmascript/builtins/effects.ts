import type { BuiltinEffect, Impurity } from '../../../analysis/language.ts';
import { initialOf } from '../../../analysis/revision/initial.ts';
import type { Call, Expr } from '../../../analysis/skeleton.ts';
import { keptFlags, stateful } from './patterns.ts';

/**
 * What the built-ins of JavaScript and Node do, as far as caching cares. Methods go by name alone: the type of a
 * receiver is rarely known, and the names mean the same on all built-in types that have them.
 */

type Names = string;
const table = (rows: readonly (readonly [Names, BuiltinEffect])[]): Map<string, BuiltinEffect> =>
  new Map(rows.flatMap(([names, effect]) => names.split(/\s+/).map((name): [string, BuiltinEffect] => [name, effect])));

const text: BuiltinEffect = { returns: 'primitive', of: 'string' };
const look: BuiltinEffect = { returns: 'primitive' };
const copy: BuiltinEffect = { returns: 'fresh' };
const each: BuiltinEffect = { returns: 'primitive', calls: 'elements', of: 'list' };
const other: BuiltinEffect = { returns: 'primitive', of: 'other' };
const io: BuiltinEffect = { returns: 'unknown', impure: 'io', of: 'other' };

export const methods: ReadonlyMap<string, BuiltinEffect> = table([
  // Strings
  ['charAt charCodeAt codePointAt substring substr toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimStart trimEnd trimLeft trimRight startsWith endsWith padStart padEnd repeat localeCompare normalize search anchor isWellFormed toWellFormed', text], // prettier-ignore
  ['replace replaceAll', { returns: 'primitive', of: 'string', calls: 'elements', callback: 1 }],
  ['split match matchAll', { returns: 'fresh', of: 'string' }],
  // Lists, read
  ['includes indexOf lastIndexOf valueOf', look],
  ['join toString toLocaleString', { ...look, asks: ['convert'] }],
  ['slice concat toReversed toSpliced with flat', copy],
  ['at', { returns: 'element' }],
  ['toSorted', { returns: 'fresh', calls: 'elements', of: 'list' }],
  ['some every findIndex findLastIndex', each],
  ['forEach', { returns: 'primitive', calls: 'elements' }],
  ['find findLast', { returns: 'element', calls: 'elements', of: 'list' }],
  ['filter', { returns: 'fresh', calls: 'elements', of: 'list' }],
  ['map flatMap', { returns: 'fresh', calls: 'elements', mapped: true, of: 'list' }],
  ['reduce reduceRight', { returns: 'callback', calls: 'fold', of: 'list' }],
  ['keys values entries', copy],
  ['subarray', { returns: 'receiver', of: 'list' }],
  // Lists, changed
  ['push unshift', { returns: 'primitive', mutates: 'receiver', stores: true, of: 'list' }],
  ['pop shift', { returns: 'element', mutates: 'receiver', of: 'list' }],
  ['splice', { returns: 'fresh', mutates: 'receiver', stores: true, of: 'list' }],
  ['sort', { returns: 'receiver', mutates: 'receiver', calls: 'elements', of: 'list' }],
  ['reverse copyWithin', { returns: 'receiver', mutates: 'receiver', of: 'list' }],
  ['fill', { returns: 'receiver', mutates: 'receiver', stores: true, of: 'list' }],
  // Map, Set and their weak kin
  ['has hasOwnProperty isPrototypeOf propertyIsEnumerable', other],
  ['get', { returns: 'element', of: 'other' }],
  ['set add', { returns: 'receiver', mutates: 'receiver', stores: true, of: 'other' }],
  ['delete clear', { returns: 'primitive', mutates: 'receiver', of: 'other' }],
  ['union intersection difference symmetricDifference', { returns: 'fresh', of: 'other' }],
  ['isSubsetOf isSupersetOf isDisjointFrom', other],
  // Numbers, patterns, dates
  ['toFixed toPrecision toExponential', other],
  ['test', other],
  ['exec', { returns: 'fresh', of: 'other' }],
  ['getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds getMilliseconds getUTCFullYear getUTCMonth getUTCDate getUTCDay getUTCHours getUTCMinutes getUTCSeconds getTimezoneOffset toISOString toUTCString toDateString toTimeString toJSON toLocaleDateString toLocaleTimeString', other], // prettier-ignore
  ['setTime setFullYear setMonth setDate setHours setMinutes setSeconds setMilliseconds setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds', { returns: 'primitive', mutates: 'receiver', of: 'other' }], // prettier-ignore
  // Iterators and promises
  ['next', { returns: 'element', mutates: 'receiver', of: 'other' }],
  ['then catch finally', { returns: 'fresh', calls: 'elements', of: 'other' }],
]);

/** Receivers that answer from outside the program, whatever the method is called. */
const remote =
  /^(http|https|api|client|axios|request|req|fetch|fetcher|db|database|redis|repo|repository|service|session|storage|localStorage|knex|prisma|mongo\w*|conn|connection)$|(Http|Client|Service|Repository|Api)$/i;

/**
 * The effect of a method call, or undefined where the name alone does not tell: parsers have a `match` that consumes,
 * vectors a `normalize` that changes them, databases an `exec`.
 * @param ofField flags of the regular expressions that remember where they stopped and that the file puts into fields of
 *   that name
 */
export function methodEffect(
  name: string,
  call: Call,
  onPrimitive: boolean,
  ofField: (name: string) => string,
): BuiltinEffect | undefined {
  const [first, second] = call.args;
  const known = methods.get(name);
  // A pattern with `y` begins where it stopped; with `g` these begin anew.
  const isSticky = (name === 'match' || name === 'replace') && first && first.op !== 'spread' && keptFlags(first, ofField).includes('y'); // prettier-ignore
  const effect = known && isSticky ? ({ ...known, mutates: 'first' } as const) : known;
  if (!effect || onPrimitive || call.callee.op !== 'get') return effect;
  const { object } = call.callee;
  if (object.op === 'this') return undefined;
  const last = object.op === 'variable' ? object.variable.name : object.op === 'get' && object.key.op === 'const' ? String(object.key.value) : ''; // prettier-ignore
  if (remote.test(last)) return undefined;
  const literal = first && (first.op === 'pattern' || first.op === 'text' || (first.op === 'const' && typeof first.value === 'string')); // prettier-ignore
  switch (name) {
    case 'exec':
    case 'test':
      if (stateful.test(keptFlags(object, ofField))) return { ...effect, mutates: 'receiver' };
      return name === 'test' || patternOf(object) !== undefined ? effect : undefined;
    case 'match':
    case 'normalize':
      return isText(object) ? effect : undefined;
    case 'replace':
      return second ? effect : undefined;
    case 'search':
      return literal ? effect : undefined;
    default:
      return effect;
  }
}

function isText(expr: Expr): boolean {
  switch (expr.op) {
    case 'text':
      return true;
    case 'const':
      return typeof expr.value === 'string';
    case 'variable':
      return expr.variable.declared === 'string';
    case 'binary':
      return expr.operator === 'add';
    case 'call':
      return expr.callee.op === 'get' && expr.callee.key.op === 'const' && methods.get(String(expr.callee.key.value)) === text; // prettier-ignore
    default:
      return false;
  }
}

function patternOf(expr: Expr): string | undefined {
  const value = expr.op === 'variable' && !expr.variable.reassigned ? initialOf(expr.variable) : expr;
  return value?.op === 'pattern' ? value.text : undefined;
}

const pure: BuiltinEffect = { returns: 'primitive' };
const numeric: BuiltinEffect = { returns: 'primitive', of: 'number', asks: ['convert'] };
const walking: BuiltinEffect = { returns: 'fresh', asks: ['iterate'] };
const clock: BuiltinEffect = { returns: 'primitive', impure: 'clock' };
const random: BuiltinEffect = { returns: 'primitive', impure: 'random' };
const inside: BuiltinEffect = { returns: 'element' };

/** Constructors are written with a plus sign. */
const calls: ReadonlyMap<string, BuiltinEffect> = table([
  ['Math.random crypto.randomUUID crypto.getRandomValues crypto.randomBytes crypto.randomInt', random],
  ['Math.abs Math.acos Math.acosh Math.asin Math.asinh Math.atan Math.atan2 Math.atanh Math.cbrt Math.ceil Math.clz32 Math.cos Math.cosh Math.exp Math.expm1 Math.floor Math.fround Math.hypot Math.imul Math.log Math.log10 Math.log1p Math.log2 Math.max Math.min Math.pow Math.round Math.sign Math.sin Math.sinh Math.sqrt Math.tan Math.tanh Math.trunc', numeric], // prettier-ignore
  ['Number String Boolean BigInt Symbol.for parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape btoa atob', numeric], // prettier-ignore
  // Each symbol is another.
  ['Symbol', copy],
  ['Number.isInteger Number.isNaN Number.isFinite Number.isSafeInteger Number.parseInt Number.parseFloat BigInt.asIntN BigInt.asUintN', numeric], // prettier-ignore
  ['String.fromCharCode String.fromCodePoint String.raw', pure],
  ['Array.isArray ArrayBuffer.isView Object.is Object.hasOwn Object.isFrozen Object.isSealed Reflect.has', pure],
  ['Array Array.of Object.keys Object.getOwnPropertyNames Reflect.ownKeys +Array +Object', copy],
  ['Array.from', { returns: 'fresh', calls: 'elements', callback: 1, asks: ['iterate'] }],
  ['Object.values Object.entries Object.create Object Object.getOwnPropertyDescriptor structuredClone', copy], // prettier-ignore
  ['Object.groupBy Map.groupBy', { returns: 'fresh', calls: 'elements', callback: 1 }],
  ['Object.getPrototypeOf Reflect.get', inside],
  ['Object.freeze Object.seal Object.preventExtensions', { returns: 'first', mutates: 'first' }],
  ['Object.assign', { returns: 'first', mutates: 'first', stores: true }],
  ['Object.defineProperty Object.defineProperties Object.setPrototypeOf', { returns: 'first', mutates: 'first', stores: true }], // prettier-ignore
  ['Reflect.set Reflect.deleteProperty Reflect.defineProperty', { returns: 'primitive', mutates: 'first', stores: true }], // prettier-ignore
  // Imported helpers that everyone names so, and that do what they are called.
  ['hasOwnProperty hasOwn isArray isObject isPlainObject isFunction isString isNumber isEqual isNil isUndefined isEmpty has isDate isRegExp', pure], // prettier-ignore
  ['JSON.stringify', { ...pure, asks: ['serialize'] }],
  ['JSON.parse', copy],
  ['+Map +Set Object.fromEntries', walking],
  ['+WeakMap +WeakSet +WeakRef +Int8Array +Uint8Array +Uint8ClampedArray +Int16Array +Uint16Array +Int32Array +Uint32Array +Float32Array +Float64Array +BigInt64Array +BigUint64Array +ArrayBuffer +DataView +String +Number +Boolean +RegExp RegExp Map Set', copy], // prettier-ignore
  ['Int8Array.from Uint8Array.from Int16Array.from Uint16Array.from Int32Array.from Uint32Array.from Float32Array.from Float64Array.from Buffer.from Buffer.alloc Buffer.concat', copy], // prettier-ignore
  ['+Error +TypeError +RangeError +SyntaxError +ReferenceError +EvalError +URIError +AggregateError Error TypeError RangeError', copy], // prettier-ignore
  ['+Intl.NumberFormat +Intl.DateTimeFormat +Intl.Collator +Intl.PluralRules Intl.NumberFormat Intl.DateTimeFormat +URL +URLSearchParams +TextEncoder +TextDecoder', copy], // prettier-ignore
  ['+Date Date.now Date performance.now process.hrtime process.hrtime.bigint process.uptime', clock],
  ['Date.parse Date.UTC', pure],
  ['Promise.resolve Promise.reject Promise.all Promise.allSettled Promise.race Promise.any', copy],
  ['+Promise', { returns: 'fresh', calls: 'elements' }],
  ['path.join path.resolve path.dirname path.basename path.extname path.normalize path.relative path.isAbsolute', pure],
  ['_.max _.min _.sum _.isEmpty _.isEqual _.isArray _.isString _.isNumber _.isObject _.isFunction _.isNil _.isUndefined _.isNull _.isPlainObject _.size', pure], // prettier-ignore
  ['_.range _.clone _.cloneDeep _.uniq _.flatten _.compact _.difference _.union _.intersection _.without _.drop _.dropRight _.take _.takeRight _.tail _.initial _.concat _.keys _.values _.zip _.reverse', copy], // prettier-ignore
  ['_.last _.first _.head _.get', inside],
  ['_.map _.filter _.flatMap', { returns: 'fresh', calls: 'elements', callback: 1 }],
  ['_.some _.every _.each _.forEach _.find', { returns: 'element', calls: 'elements', callback: 1 }],
  ['setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask requestAnimationFrame requestIdleCallback fetch require alert prompt confirm print postMessage', io], // prettier-ignore
]);

/** Names under which everything is input or output, unless listed above. */
const effectful = new Set(['console', 'fs', 'fsp', 'fsPromises', 'process', 'child_process', 'http', 'https', 'net', 'os', 'readline', 'document', 'window', 'navigator', 'localStorage', 'sessionStorage', 'history', 'location', 'Deno', 'Bun', 'worker_threads', 'dns', 'tls', 'dgram', 'zlib', 'crypto', 'performance', 'Atomics', 'stdout', 'stdin', 'stderr', 'WScript']); // prettier-ignore
const namedImports = new Set(['readFileSync', 'writeFileSync', 'existsSync', 'readdirSync', 'statSync', 'readFile', 'writeFile', 'mkdirSync', 'execSync', 'spawnSync', 'exec', 'spawn']); // prettier-ignore

export function callEffect(path: string): BuiltinEffect | undefined {
  const plain = path.replace(/^new /, '+').replace(/^(\+?)(globalThis|window|self|global)\./, '$1');
  const found = calls.get(plain);
  if (found) return found;
  const root = /^[^.]*/.exec(plain)![0];
  if (root === 'assert' || plain === 'invariant') return pure;
  if (effectful.has(root) && plain !== root) return io;
  return namedImports.has(plain) ? io : undefined;
}

const constants = new Set(['Math', 'Number', 'String', 'Boolean', 'BigInt', 'Symbol', 'Array', 'Object', 'JSON', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Date', 'RegExp', 'Promise', 'Reflect', 'Proxy', 'Intl', 'Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'ArrayBuffer', 'DataView', 'Function', 'Element', 'Node', 'HTMLElement', 'Buffer', 'URL', 'structuredClone', 'encodeURIComponent', 'decodeURIComponent', 'Iterator', 'AggregateError']); // prettier-ignore

export function readEffect(path: string): 'constant' | Impurity | undefined {
  const root = /^[^.]*/.exec(path)![0];
  if (constants.has(root)) return 'constant';
  if (effectful.has(root) || root === 'globalThis' || root === 'self' || root === 'global') return 'environment';
  return undefined;
}
