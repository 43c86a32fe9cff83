// function: paths
export const paths = (r: number, c: number): number => (r <= 0 || c <= 0 ? 1 : paths(r - 1, c) + paths(r, c - 1));
