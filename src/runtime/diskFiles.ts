/** A folder of small files: written whole or not at all, readable by their owner only, the oldest removed when it is full. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

const HOUR = 3_600_000;

export class DiskFiles {
  /** Bytes in the folder as far as known, and writes since it was last looked at. */
  private total = 0;
  private writes = Infinity;
  /** Results in the folder as far as known; undefined before it is listed. */
  private count: number | undefined;

  /** @throws Error when the folder belongs to somebody else or others may write in it */
  constructor(
    readonly folder: string,
    private readonly maxBytes: number,
  ) {
    this.make();
  }

  private make(): void {
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = fs.statSync(this.folder);
    const me = process.getuid?.();
    if (me !== undefined && (uid !== me || (mode & 0o022) !== 0))
      throw new Error(`${this.folder} must belong to this user and be writable by nobody else`);
  }

  read(name: string): string | undefined {
    try {
      return fs.readFileSync(path.join(this.folder, name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Returns how many files went to make room. */
  write(name: string, text: string): number {
    const temporary = path.join(this.folder, `${name}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      this.make(); // somebody may have emptied the user's cache folder
      fs.writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
      fs.renameSync(temporary, path.join(this.folder, name));
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw error;
    }
    this.total += Buffer.byteLength(text);
    if (this.count !== undefined) this.count++;
    // Other processes write too, so what is known grows old.
    return ++this.writes > 256 || this.total > this.maxBytes ? this.shrink() : 0;
  }

  remove(name: string): boolean {
    try {
      fs.unlinkSync(path.join(this.folder, name));
      if (this.count) this.count--;
      return true;
    } catch {
      return false;
    }
  }

  names(): string[] {
    return this.all().filter((name) => name.endsWith('.json'));
  }

  known(): number {
    return this.count ?? this.recount();
  }
  recount(): number {
    return (this.count = this.names().length);
  }

  private all(): string[] {
    return fs.existsSync(this.folder) ? fs.readdirSync(this.folder) : [];
  }

  /** Removes the oldest files until nine tenths of the limit are left, and what a killed process left behind. */
  private shrink(): number {
    const files: { name: string; size: number; time: number }[] = [];
    for (const name of this.all()) {
      const stat = fs.statSync(path.join(this.folder, name), { throwIfNoEntry: false });
      if (stat === undefined) continue;
      if (name.endsWith('.json')) files.push({ name, size: stat.size, time: stat.mtimeMs });
      else if (name.endsWith('.tmp') && Date.now() - stat.mtimeMs > HOUR) this.remove(name);
    }
    this.writes = 0;
    this.count = files.length;
    this.total = files.reduce((sum, file) => sum + file.size, 0);
    if (this.total <= this.maxBytes) return 0;
    let gone = 0;
    for (const file of files.sort((a, b) => a.time - b.time)) {
      if (this.total <= this.maxBytes * 0.9) break;
      if (this.remove(file.name)) gone++;
      this.total -= file.size;
    }
    return gone;
  }
}
