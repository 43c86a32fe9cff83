export function findDesktop(): string | undefined;
export function commandLine(
  command: string,
  args: readonly string[],
  platform?: NodeJS.Platform,
): { file: string; args: string[]; shell: boolean };
