/** Results in a store that other processes share. What goes wrong there is a miss, never an error and never a wrong result. */
import type { KeyValueStore } from './asyncTypes.ts';
import { canonical } from './canonical.ts';
import { decode, encode } from './codec.ts';

export interface SharedOptions {
  readonly store: KeyValueStore;
  readonly namespace: string;
  readonly version: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly onError: (error: unknown) => void;
}

/** What a string in the store holds: the whole key (its key there may be a hash), the last moment it is good, the result. */
type Envelope = readonly [key: string, until: number | null, value: string];

/** Longest key that every common store takes (Postgres' column has 255 characters, memcached 250 bytes). */
const LONGEST = 200;

export class SharedStore {
  /** The last write to a key, so that writes come in order and are read. */
  private readonly writes = new Map<string, Promise<unknown>>();

  constructor(private readonly options: SharedOptions) {}

  /** @throws TypeError when arguments have no text; give the option `key` then */
  keyOf(args: readonly unknown[]): string {
    return `${this.options.namespace}@${this.options.version}:${canonical(args)}`;
  }

  /** The result and when it ends, in the time of Date.now (the only clock that machines share). */
  async get(key: string): Promise<{ value: unknown; until: number } | undefined> {
    try {
      const place = await shorten(key);
      await this.writes.get(place);
      const text = await this.timely(() => this.options.store.get(place));
      if (typeof text !== 'string') return undefined;
      const [full, until, value] = JSON.parse(text) as Envelope;
      if (full !== key || (until !== null && !(Date.now() < until))) return undefined;
      return { value: decode(value), until: until ?? Infinity };
    } catch (error) {
      this.report(error);
      return undefined;
    }
  }

  set(key: string, value: unknown, ttl: number): Promise<void> {
    return this.write(key, (place) => {
      const finite = ttl !== Infinity;
      const envelope: Envelope = [key, finite ? Date.now() + ttl : null, encode(value)];
      return this.options.store.set(place, JSON.stringify(envelope), finite ? Math.ceil(ttl) : undefined);
    });
  }

  delete(key: string): Promise<void> {
    return this.write(key, (place) => this.options.store.delete(place));
  }

  private async write(key: string, work: (place: string) => unknown): Promise<void> {
    try {
      const place = await shorten(key);
      const before = this.writes.get(place);
      const done = Promise.resolve(before).then(() => this.timely(() => work(place)));
      const quiet = done.catch(() => undefined);
      this.writes.set(place, quiet);
      void quiet.then(() => this.writes.get(place) === quiet && this.writes.delete(place));
      await done;
    } catch (error) {
      this.report(error);
    }
  }

  private timely(work: () => unknown): Promise<unknown> {
    const { timeout } = this.options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Not unref'd: somebody waits for the answer, and it is over after `timeout`.
    const late = new Promise((_, reject) => {
      if (timeout === Infinity) return;
      const message = `The store did not answer in ${timeout} ms`;
      timer = setTimeout(() => reject(new Error(message)), Math.min(timeout, 0x7fffffff));
    });
    const answer = (async () => work())();
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  private report(error: unknown): void {
    try {
      this.options.onError(error);
    } catch {
      // telling about a failure must not become another one
    }
  }
}

/** Short and plain keys as they are, others by SHA-256. */
async function shorten(key: string): Promise<string> {
  if (key.length <= LONGEST && /^[\x20-\x7e]*$/.test(key)) return key;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return `memoscope:${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
