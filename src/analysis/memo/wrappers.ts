/** Names under which the popular libraries give a caching function: lodash, moize, memoizee, reselect, React and kin. */
const memoizer =
  /^(.*\.)?@?(_?memo(i[sz]er?|i[sz]ed?|i[sz]ee)?|memo|memoi[sz]e(Weak|One|d|Fn|Function|With|Decorator|Async|Args)?|moi[sz]e|micro-?memoi[sz]e|fast-?memoi[sz]e|nano-?memoi[sz]e|pMemoi[sz]e|memoizeOne|reMemoi[sz]e|cached?|cachedFunction|cacheable|lru(Cache|Memoi[sz]e)?|createSelector|createCachedSelector|weakMapMemoi[sz]e|defaultMemoi[sz]e|useMemo|weakMemoi[sz]e|singleFlight|memoscope)$/i;

/** Whether the written name of a wrapper or decorator (`_.memoize`, `@Memoize()`) is that of a memoizer. */
export function isKnownMemoizer(wrapper: string): boolean {
  const name = wrapper.replace(/^@/, '').replace(/<[^>]*>/g, '').replace(/\(.*$/s, '').trim(); // prettier-ignore
  return memoizer.test(name) || /memoi[sz]/i.test(name);
}
