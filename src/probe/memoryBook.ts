import type { CacheHandle } from '../protocol/announce.ts';
import type { MemoryEstimate } from '../protocol/statistics.ts';

/** Estimates of every cache, made afresh only when a size has changed much. */
export class MemoryBook {
  begin(_atEnd: boolean): void {}
  ofHandle(_id: string, _handle: CacheHandle, _size: number): MemoryEstimate | undefined {
    return undefined;
  }
  ofTable(_id: string, _table: object, _size: number): MemoryEstimate | undefined {
    return undefined;
  }
}
