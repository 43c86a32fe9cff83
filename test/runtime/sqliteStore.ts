/** A Keyv storage adapter over a real SQLite file (SQLite compiled to WebAssembly: nothing to build on any Node). */
import sqlite from 'node-sqlite3-wasm';

export class SqliteStore {
  private readonly db: InstanceType<typeof sqlite.Database>;

  constructor(file: string) {
    this.db = new sqlite.Database(file);
    this.patiently(() => this.db.run('CREATE TABLE IF NOT EXISTS keyv (key TEXT PRIMARY KEY, value TEXT)'));
  }
  get(key: string): string | undefined {
    const row = this.patiently(() => this.db.get('SELECT value FROM keyv WHERE key = ?', [key]));
    return (row as { value: string } | undefined)?.value;
  }
  set(key: string, value: string): void {
    this.patiently(() => this.db.run('INSERT OR REPLACE INTO keyv (key, value) VALUES (?, ?)', [key, value]));
  }
  delete(key: string): boolean {
    return this.patiently(() => this.db.run('DELETE FROM keyv WHERE key = ?', [key])).changes > 0;
  }
  clear(): void {
    this.patiently(() => this.db.run('DELETE FROM keyv'));
  }
  close(): void {
    this.db.close();
  }

  /** Another process may hold the file's lock for a moment. */
  private patiently<T>(work: () => T): T {
    for (let tries = 0; ; tries++)
      try {
        return work();
      } catch (error) {
        if (tries > 200 || !/locked|busy/i.test(String(error))) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }
  }
}
