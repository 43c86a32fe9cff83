import { memoize } from 'memoscope';

interface User {
  readonly id: number;
  readonly name: string;
}

/** Stands for a database; `reads` counts what it is asked. */
const rows = new Map<number, User>([1, 2, 3, 4, 5].map((id) => [id, { id, name: `user ${id}` }]));
let reads = 0;

function read(id: number): User | undefined {
  reads += 1;
  return rows.get(id);
}

const user = memoize(read, { name: 'user' });

/** Writing a record forgets this one record and keeps the others. */
function rename(id: number, name: string): void {
  rows.set(id, { id, name });
  user.cacheDelete(id);
}

for (const id of [1, 2, 3, 1, 2, 3]) user(id);
console.log(`${reads} reads for 6 questions`);

rename(2, 'Ada');
console.log(`cached: 1 ${user.cacheHas(1)}, 2 ${user.cacheHas(2)}, 3 ${user.cacheHas(3)}`);
console.log(`user 2 is ${user(2)?.name}, user 1 is ${user(1)?.name}: ${reads} reads`);

const { hits, misses, size } = user.cacheInfo();
console.log(`${hits} hits, ${misses} misses, ${size} entries`);
