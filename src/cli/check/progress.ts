/** A line that counts files on a terminal, from the time it is worth reading; nothing when piped. */
export function progress(total: number, out: NodeJS.WriteStream = process.stderr): { step(): void; end(): void } {
  if (!out.isTTY || process.env.CI) return { step() {}, end() {} };
  const started = Date.now();
  let done = 0;
  let drawn = 0;
  return {
    step() {
      done++;
      const now = Date.now();
      if (now - started < 500 || now - drawn < 80) return;
      drawn = now;
      out.write(`\r\x1b[KChecking ${done}/${total} files`);
    },
    end() {
      if (drawn > 0) out.write('\r\x1b[K');
    },
  };
}
