/** Retained sizes from a V8 heap snapshot, by dominators (`@vscode/v8-heap-parser`). */
import { readFileSync } from 'node:fs';
import { decode_bytes, NodeType, WasmSortBy } from '@vscode/v8-heap-parser';
import { markName, type RetainedRequest } from '../protocol/retained.ts';

const many = 1_000_000;

/** @throws {Error} when the file is no heap snapshot */
export function retainedSizes({ file, marks }: RetainedRequest): number[] {
  const graph = decode_bytes(readFileSync(file));
  const classes = new Map(graph.get_class_groups(0, many, true).map((group, index) => [group.name(), index]));
  return Array.from({ length: marks }, (_, i) => {
    const index = classes.get(markName(i));
    const [mark] = index === undefined ? [] : graph.class_children(index, 0, 1, WasmSortBy.RetainedSize);
    const children = mark ? graph.node_children(mark.index, 0, many, WasmSortBy.RetainedSize) : [];
    // beside its shape and its tag
    const held = children.find(({ typ }) => typ === NodeType.Object || typ === NodeType.Closure);
    return held ? Number(held.retained_size) : -1;
  });
}
