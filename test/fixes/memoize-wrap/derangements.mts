#!/usr/bin/env node
// function: derangements
/*!
 * Licensed as the project is.
 */

/** Permutations without a fixed point. */
export function derangements(n: number): bigint {
	if (n < 2) return n === 0 ? 1n : 0n;
	return BigInt(n - 1) * (derangements(n - 1) + derangements(n - 2));
}
