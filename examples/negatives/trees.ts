// Every node is visited once: the subtrees of a tree do not overlap.
interface Tree {
  readonly value: number;
  readonly left?: Tree;
  readonly right?: Tree;
}

function depth(tree: Tree | undefined): number {
  if (!tree) return 0;
  return 1 + Math.max(depth(tree.left), depth(tree.right));
}

function total(tree: Tree | undefined): number {
  return tree ? tree.value + total(tree.left) + total(tree.right) : 0;
}

/** The mirrored copy is a new object: who asks twice wants two. */
function mirror(tree: Tree): Tree {
  return {
    value: tree.value,
    left: tree.right && mirror(tree.right),
    right: tree.left && mirror(tree.left),
  };
}

/** A balanced tree over lo … hi - 1; the two halves have nothing in common. */
function balanced(lo: number, hi: number): Tree | undefined {
  if (lo >= hi) return undefined;
  const middle = (lo + hi) >> 1;
  return { value: middle, left: balanced(lo, middle), right: balanced(middle + 1, hi) };
}

const tree = balanced(0, 1000)!;
console.log(`depth ${depth(tree)}, total ${total(tree)}, mirrored total ${total(mirror(tree))}`);
