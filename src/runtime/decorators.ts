/** `@memoized`: methods and getters with a cache for each instance, which is collected with it. */
import type { AsyncFunction, MemoizeAsyncOptions } from './asyncTypes.ts';
import { memoizeFor } from './memoize.ts';
import { memoizeAsyncFor } from './memoizeAsync.ts';
import type { AnyFunction, CacheControls, Memoized, MemoizeOptions } from './types.ts';

/** What a decorator without arguments is, and what one with arguments returns. */
export interface MethodDecorator {
  // Standard decorators (TypeScript 5, TC39 stage 3): methods and getters, static and private ones too.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as ClassMethodDecoratorContext has it
  <This, F extends (this: This, ...args: any) => any>(method: F, context: ClassMethodDecoratorContext<This, F>): F;
  <This, V>(getter: (this: This) => V, context: ClassGetterDecoratorContext<This, V>): (this: This) => V;
  // TypeScript's experimentalDecorators.
  (target: object, name: string | symbol, descriptor: PropertyDescriptor): PropertyDescriptor;
}

interface Memoizing<Options> extends MethodDecorator {
  (options?: Options): MethodDecorator;
}

/** Decorates with `memoize`: `@memoized` or `@memoized({ maxSize: 100 })`. */
export const memoized = /* @__PURE__ */ decorator<MemoizeOptions>(memoizeFor);

/** Decorates with `memoizeAsync`: `@memoizedAsync` or `@memoizedAsync({ ttl: 60_000 })`. */
export const memoizedAsync = /* @__PURE__ */ decorator<MemoizeAsyncOptions<AsyncFunction>>(memoizeAsyncFor);

type CacheOf = (self: object, made: AnyFunction) => AnyFunction;
type Wrap<Options> = (fn: AnyFunction, options: Options | undefined, made: AnyFunction) => AnyFunction;

/** From a decorated method or getter to the cache of one instance. */
const caches = /* @__PURE__ */ new WeakMap<AnyFunction, CacheOf>();

/**
 * The controls of one instance's cache: `cacheOf(circle.area, circle).cacheInfo()`. For a static method the instance is
 * the class; for a getter pass the getter function of its property descriptor.
 * @throws TypeError when the method is not decorated
 */
export function cacheOf<F extends AnyFunction>(method: F, instance: object): CacheControls<F> {
  const of = caches.get(method);
  if (of === undefined) throw new TypeError(`${method.name || 'The method'} is not decorated with @memoized`);
  return of(instance, cacheOf) as Memoized<F>;
}

function decorator<Options>(wrap: Wrap<Options>): Memoizing<Options> {
  const decorate = (options?: Options) => (first: unknown, second: unknown, descriptor?: PropertyDescriptor) => {
    if (typeof first === 'function' && typeof second === 'object' && second !== null)
      return perInstance(first as AnyFunction, wrap, options);
    const legacy = { ...descriptor };
    const part = typeof legacy.value === 'function' ? 'value' : 'get';
    if (typeof legacy[part] !== 'function') throw new TypeError('@memoized goes on methods and getters');
    legacy[part] = perInstance(legacy[part] as AnyFunction, wrap, options) as never;
    return legacy;
  };
  return ((...args: unknown[]) =>
    args.length < 2
      ? decorate(args[0] as Options | undefined)
      : decorate()(args[0], args[1], args[2] as PropertyDescriptor)) as Memoizing<Options>;
}

function perInstance<Options>(method: AnyFunction, wrap: Wrap<Options>, options: Options | undefined): AnyFunction {
  const instances = new WeakMap<object, AnyFunction>();
  const of: CacheOf = (self, made) => {
    let own = instances.get(self);
    if (own === undefined) instances.set(self, (own = wrap(method, options, made)));
    return own;
  };
  const replacement: AnyFunction = {
    [method.name](this: unknown, ...args: unknown[]): unknown {
      const keeps = (typeof this === 'object' && this !== null) || typeof this === 'function';
      return Reflect.apply(keeps ? of(this, replacement) : method, this, args);
    },
  }[method.name]!;
  Object.defineProperty(replacement, 'length', { value: method.length, configurable: true });
  caches.set(replacement, of);
  return replacement;
}
