export function runTests(options: {
  extension: string;
  tests: string;
  folder?: string;
  timeout?: number;
  settings?: Record<string, unknown>;
  trust?: boolean;
  env?: Record<string, string>;
}): Promise<number>;
