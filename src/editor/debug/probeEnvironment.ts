/** What a launch configuration needs so that the program loads the probe. Pure, and without `vscode`. */

/** The parts of a js-debug launch configuration that matter here. */
export interface LaunchConfiguration {
  readonly type: string;
  readonly request: string;
  readonly env?: Readonly<Record<string, string | null>>;
  readonly envFile?: string | null;
  readonly skipFiles?: readonly string[];
  readonly [more: string]: unknown;
}

/** Names the folder in which every process leaves its last snapshot. */
export const finalVariable = 'MEMOSCOPE_FINAL';

const types: ReadonlySet<string> = new Set(['node', 'pwa-node', 'node-terminal']);

/** js-debug starts child sessions with this key; their process has the probe from its parent already. */
export const childKey = '__pendingTargetId';

export const takesProbe = (configuration: LaunchConfiguration): boolean =>
  types.has(configuration.type) &&
  configuration.request === 'launch' &&
  configuration[childKey] === undefined &&
  configuration.env?.[finalVariable] === undefined;

/** In NODE_OPTIONS a backslash escapes, so a Windows path goes with slashes; quotes keep spaces. */
export const requireOption = (probe: string): string => `--require "${probe.replaceAll('\\', '/')}"`;

/** The value of NODE_OPTIONS in the text of an environment file, as dotenv reads it. */
export function nodeOptionsOf(envFile: string): string | undefined {
  const lines = envFile.replace(/^\uFEFF/, '').matchAll(/^[ \t]*(?:export[ \t]+)?NODE_OPTIONS[ \t]*=[ \t]*(.*)$/gm);
  const value = [...lines].at(-1)?.[1]?.trim();
  if (value === undefined) return undefined;
  const quoted = /^(['"`])(.*)\1(?:\s+#.*)?$/.exec(value);
  return quoted ? quoted[2] : value.replace(/\s+#.*$/, '');
}

/** Makes the probe count functions that nobody has memoized. */
const candidatesVariable = 'MEMOSCOPE_CANDIDATES';

export interface ProbeWishes {
  /** Absolute path. */
  readonly probe: string;
  /** Where every process leaves its last snapshot; absolute path. */
  readonly finalFolder: string;
  readonly candidates: boolean;
}

/**
 * The configuration with the probe in NODE_OPTIONS, and its folder where stepping does not go. `env` overrides
 * `envFile`, so what the file says of NODE_OPTIONS is carried over.
 */
export function withProbe<C extends LaunchConfiguration>(
  configuration: C,
  wishes: ProbeWishes,
  readFile: (path: string) => string | undefined,
): C {
  const own = configuration.env?.['NODE_OPTIONS'];
  const text = own === undefined && configuration.envFile ? readFile(configuration.envFile) : undefined;
  const options = own ?? (text === undefined ? undefined : nodeOptionsOf(text));
  const env = { ...configuration.env, ...probeEnvironment(options ?? undefined, wishes) };
  const folder = wishes.probe.replaceAll('\\', '/').replace(/\/[^/]*$/, '/**');
  return { ...configuration, env, skipFiles: [...(configuration.skipFiles ?? []), folder] };
}

/** @param options NODE_OPTIONS as they are */
export function probeEnvironment(options: string | undefined, wishes: ProbeWishes): Record<string, string> {
  return {
    NODE_OPTIONS: [options, requireOption(wishes.probe)].filter(Boolean).join(' '),
    [finalVariable]: wishes.finalFolder,
    ...(wishes.candidates ? { [candidatesVariable]: '1' } : {}),
  };
}
