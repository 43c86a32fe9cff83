import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser/lib/esm/main.js';

/** The text of package.json with one dependency more, where npm would put it. */
export function withDependency(text: string, name: string, range: string): string {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indent.includes('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const getInsertionIndex = (others: string[]): number => {
    const at = others.findIndex((other) => other > name);
    return at < 0 ? others.length : at;
  };
  const tree = parseTree(text);
  const known = tree && findNodeAtLocation(tree, ['dependencies']);
  const [path, value] = known ? [['dependencies', name], range] : [['dependencies'], { [name]: range }];
  const options = { formattingOptions, ...(known ? { getInsertionIndex } : {}) };
  return applyEdits(text, modify(text, path, value, options));
}
