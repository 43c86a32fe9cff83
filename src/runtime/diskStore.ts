/** Results as files, one a key. */
import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';
import { decode, encode } from './codec.ts';
import type { Args } from './cycle.ts';
import { DiskFiles } from './diskFiles.ts';
import { type Entry, Store, VOID } from './store.ts';
import type { AnyFunction, CacheInfo } from './types.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A file's content: what it is, the arguments, the result, and a checksum over both. */
type Content = readonly ['memoscope 1', args: string, value: string, check: string];

export class DiskStore extends Store {
  private readonly files: DiskFiles;

  constructor(
    fn: AnyFunction,
    name: string,
    folder: string,
    private readonly version: string,
    maxBytes: number,
    private readonly onError: (error: unknown) => void,
  ) {
    super(fn, name);
    this.files = new DiskFiles(folder, maxBytes);
  }

  private fileOf(args: string): string {
    return `${sha256(JSON.stringify([this.name, this.version, args]))}.json`;
  }
  private check(args: string, value: string): string {
    return sha256(JSON.stringify([this.name, this.version, args, value]));
  }

  private open(file: string): { args: string; value: unknown } | undefined {
    try {
      const [mark, args, value, check] = JSON.parse(this.files.read(file) ?? '') as Content;
      if (mark !== 'memoscope 1' || check !== this.check(args, value)) return undefined;
      return { args, value: decode(value) };
    } catch {
      return undefined; // absent, cut off, or not ours: a miss
    }
  }

  get(args: Args): unknown {
    const text = canonical(args);
    const found = this.open(this.fileOf(text));
    if (found === undefined || found.args !== text) return undefined;
    return found.value === undefined ? VOID : found.value;
  }

  /** @throws TypeError when the result is not of a kind that comes back the same */
  put(args: Args, value: unknown): void {
    const text = canonical(args);
    const encoded = encode(value);
    const content: Content = ['memoscope 1', text, encoded, this.check(text, encoded)];
    try {
      this.evictions += this.files.write(this.fileOf(text), JSON.stringify(content));
    } catch (error) {
      this.onError(error); // a full disk must not cost the result
    }
  }

  delete(args: Args): boolean {
    return this.files.remove(this.fileOf(canonical(args)));
  }

  *entries(): Iterable<Entry> {
    for (const file of this.files.names()) {
      const found = this.open(file);
      if (found !== undefined) yield [decode(found.args) as unknown[], found.value];
    }
  }

  forget(): void {
    for (const file of this.files.names()) this.files.remove(file);
  }

  override info(): CacheInfo {
    this.files.recount();
    return super.info();
  }
  /** Files as far as this process knows: the folder is listed once, and whenever it is tidied. */
  override counts(): CacheInfo {
    this.size = this.files.known();
    return super.counts();
  }
}
