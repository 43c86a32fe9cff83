import { prefix } from './names.ts';

// an arrow that was made a block ends within what was put in
const inserted = /\/\*\$\*\/(?:.*?\/\*\$\*\/|[^*]*$)/g;

/** A function's text as it was before counting was put in. */
export const withoutCounting = (text: string): string => (text.includes(prefix) ? text.replace(inserted, '') : text);

const originals = new WeakMap<object, object>();
const lookUp = originals.get.bind(originals);

/** Makes a wrapper look like what it wraps: name, length, and its text from the first counted file on. */
export function standIn<F extends object>(wrapper: F, original: object): F {
  for (const name of ['name', 'length', 'prototype']) {
    const property = Object.getOwnPropertyDescriptor(original, name);
    if (property) Object.defineProperty(wrapper, name, property);
  }
  originals.set(wrapper, original);
  return wrapper;
}

let hidden = false;

/**
 * Programs send functions elsewhere as text (a worker, a page, a template): they must get what was written.
 * So `Function.prototype.toString` leaves out what we put in; for everything else it answers as before.
 */
export function hideCounting(): void {
  if (hidden) return;
  hidden = true;
  const native = Function.prototype.toString;
  const { apply } = Reflect;
  const { toString } = {
    toString(this: unknown): string {
      if (this === toString) return apply(native, native, []);
      return withoutCounting(apply(native, lookUp(this as object) ?? this, []));
    },
  };
  Object.defineProperty(Function.prototype, 'toString', { value: toString });
}
