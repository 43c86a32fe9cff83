import type { LanguageEffects, Use } from '../language.ts';
import type { SkeletonFunction } from '../skeleton.ts';
import type { Likeness } from './likeness.ts';

/** Whether a question that was asked of one version of a file has the same answer in another. */
export type Asked = (likeness: Likeness, language: LanguageEffects) => boolean;

/** The language, with a record of what is asked about the whole file; what it knows by heart needs none. */
export function recorded(language: LanguageEffects, asked: Asked[]): LanguageEffects {
  const implicit = new Set<string>();
  return {
    call: language.call,
    read: language.read,
    method(name, call, onPrimitive) {
      const effect = language.method(name, call, onPrimitive);
      // Whether it changes its receiver may be for the rest of the file to say.
      asked.push((likeness, now) => {
        const image = likeness.imageOf(call);
        return image !== undefined && now.method(name, image, onPrimitive)?.mutates === effect?.mutates;
      });
      return effect;
    },
    uses(variable) {
      const uses = language.uses(variable);
      asked.push((likeness, now) => {
        const image = likeness.imageOf(variable);
        return image !== undefined && sameUses(uses, now.uses(image));
      });
      return uses;
    },
    fieldUses(container, field) {
      const uses = language.fieldUses(container, field);
      asked.push((likeness, now) => {
        const image = likeness.imageOf(container);
        return image !== undefined && sameUses(uses, now.fieldUses(image, field));
      });
      return uses;
    },
    constructorOf(variable) {
      const found = language.constructorOf(variable);
      asked.push((likeness, now) => {
        const image = likeness.imageOf(variable);
        return image !== undefined && likeness.holds(found, now.constructorOf(image));
      });
      return found;
    },
    implicit(what) {
      const found = language.implicit(what);
      if (!implicit.has(what)) asked.push((likeness, now) => likeness.holds(found, now.implicit(what)));
      implicit.add(what);
      return found;
    },
    holds(variable) {
      const found = language.holds(variable);
      asked.push((likeness, now) => {
        const image = likeness.imageOf(variable);
        return image !== undefined && found === now.holds(image);
      });
      return found;
    },
    resultMutations(fn, members) {
      const places = language.resultMutations(fn, members);
      asked.push((likeness, now) => {
        const image = likeness.imageOf(fn);
        const others = [...members].map((member) => likeness.imageOf(member));
        if (!image || others.includes(undefined)) return false;
        return now.resultMutations(image, new Set(others as SkeletonFunction[])).length > 0 === places.length > 0;
      });
      return places;
    },
  };
}

/** Only which kinds of use there are is asked, and whether constructors alone have them. */
function sameUses(before: readonly Use[], now: readonly Use[]): boolean {
  const told = (uses: readonly Use[]): string =>
    [...new Set(uses.map(({ kind, inside }) => `${kind} ${inside?.form === 'constructor'}`))].sort().join();
  return told(before) === told(now);
}
