/** The page's texts in the language of VS Code, by the bundle that the extension puts into the page. */

type Bundle = Readonly<Record<string, string>>;

function readBundle(): Bundle {
  try {
    return JSON.parse(document.getElementById('l10n')?.textContent ?? '{}') as Bundle;
  } catch {
    return {};
  }
}

const bundle = readBundle();

/** The text in the reader's language; `{0}`, `{1}`… stand for the arguments. */
export function t(message: string, ...args: readonly (string | number)[]): string {
  const found = bundle[message] ?? message;
  return found.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
}
