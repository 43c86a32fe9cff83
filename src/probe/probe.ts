/** Preloaded into a program (`--require`): counts its caches without changing what it does. */
import { subscribe } from 'node:diagnostics_channel';
import { isMainThread, parentPort } from 'node:worker_threads';
import { announceChannel, announceSymbol, type CacheHandle } from '../protocol/announce.ts';
import { hookCommonJs } from './load/commonJs.ts';
import { installWatching } from './candidates/watching.ts';
import { installCounting, takeInUnknown } from './caches/counting.ts';
import { atExit, snapshotFile, writeSnapshotFile } from './report/finalSnapshot.ts';
import { Hub } from './report/hub.ts';
import { place } from './load/lazy.ts';
import { installMemoizers } from './caches/memoizers.ts';
import { hookModules } from './load/moduleHooks.ts';
import { hubSymbol } from './names.ts';
import { isNode, watchesCandidates } from './scan.ts';
import { hookSends } from './report/onSend.ts';
import { startReporter } from './report/startReporter.ts';
import { writeOften } from './report/writeOften.ts';
import { hookVm } from './load/vmHooks.ts';

function install(): void {
  if (!isNode) return;
  const symbol = Symbol.for(hubSymbol);
  // Node's own thread for module hooks is preloaded too; it has no port to a parent
  if (symbol in globalThis || (!isMainThread && parentPort === null)) return;
  const hub = new Hub(place);
  const hidden = { enumerable: false, configurable: true, writable: true };
  Object.defineProperty(globalThis, symbol, { ...hidden, value: hub });

  const announced = (handle: unknown): void => {
    try {
      hub.announce(handle as CacheHandle);
    } catch {
      // a handle that breaks its contract is not counted
    }
  };
  subscribe(announceChannel, announced);
  const fallback = Symbol.for(announceSymbol);
  if (!(fallback in globalThis)) Object.defineProperty(globalThis, fallback, { ...hidden, value: announced });

  // Coverage counts by offsets in the files on disk, which insertions would move.
  if (!process.env.NODE_V8_COVERAGE) {
    installCounting();
    installMemoizers((handle) => hub.announce(handle));
    if (watchesCandidates) installWatching(takeInUnknown);
    hookCommonJs();
    hookModules();
    hookVm();
  }
  followCollections(hub);

  const folder = process.env.MEMOSCOPE_FINAL;
  if (!folder) return;
  let stopReporter = (): void => {};
  const write = (atEnd: boolean): void => writeSnapshotFile(snapshotFile(folder), hub.snapshot(atEnd));
  if (process.env.MEMOSCOPE_REPORT) {
    const startSends = hookSends(() => write(false));
    hub.onFirstCache(() => {
      stopReporter = isMainThread ? startReporter(folder) : writeOften(() => write(false));
      startSends();
    });
  }
  atExit(() => {
    stopReporter();
    write(true);
  });
}

let collections: FinalizationRegistry<undefined> | undefined;

/** A dropped object tells of each full garbage collection; then the probe lets go of what the program has dropped. */
function followCollections(hub: Hub): void {
  const heard = (): void => {
    hub.loosen();
    collections!.register({}, undefined);
  };
  collections = new FinalizationRegistry<undefined>(heard);
  collections.register({}, undefined);
}

try {
  install();
} catch {
  // never the program's problem
}
delete require.cache[__filename];
