// Swap, recurse, undo: the array is the state, and no argument tells of it.
function permute(items, from, visit) {
  if (from === items.length) {
    visit(items);
    return;
  }
  for (let i = from; i < items.length; i += 1) {
    [items[from], items[i]] = [items[i], items[from]];
    permute(items, from + 1, visit);
    [items[from], items[i]] = [items[i], items[from]];
  }
}

const seen = new Set();
permute([...'abcdef'], 0, (items) => seen.add(items.join('')));
console.log(`${seen.size} permutations, ${seen.has('fedcba') ? 'with' : 'without'} fedcba`);
