/** Caches make themselves known, at no cost as long as nobody listens. */
import { announceChannel, announceSymbol, type CacheHandle } from '../protocol/announce.ts';

interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}
interface Host {
  process?: {
    getBuiltinModule?: (id: string) => unknown;
    mainModule?: { require?: (id: string) => unknown };
  };
}

/** The core must load in a browser, so the module is asked for, not imported. Node before 20.16 has only `mainModule`. */
function openChannel(): Channel | undefined {
  const id = 'node:diagnostics_channel';
  const host = (globalThis as Host).process;
  const module = host?.getBuiltinModule?.(id) ?? host?.mainModule?.require?.(id);
  return (module as { channel(name: string): Channel } | undefined)?.channel(announceChannel);
}

const channel = /* @__PURE__ */ openChannel();
const symbol = /* @__PURE__ */ Symbol.for(announceSymbol);
type Listener = (handle: CacheHandle) => void;

/** Who listens, if anybody does. */
export function listener(): Listener | undefined {
  if (!channel) return (globalThis as unknown as Record<symbol, Listener | undefined>)[symbol];
  return channel.hasSubscribers ? (handle) => channel.publish(handle) : undefined;
}
