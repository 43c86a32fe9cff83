/** A string as js-debug prints it for its `clipboard` context: quoted in one of three ways, or bare. */
export function unquoted(text: string): string {
  if (text.startsWith('"')) return JSON.parse(text) as string;
  const quote = text[0];
  if (quote !== "'" && quote !== '`') return text;
  return text.slice(1, -1).replace(/\\(['`\\])/g, '$1');
}
