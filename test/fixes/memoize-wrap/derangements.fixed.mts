#!/usr/bin/env node
import { memoize } from 'memoscope';

// function: derangements
/*!
 * Licensed as the project is.
 */

/** Permutations without a fixed point. */
export const derangements = memoize(function (n: number): bigint {
	if (n < 2) return n === 0 ? 1n : 0n;
	return BigInt(n - 1) * (derangements(n - 1) + derangements(n - 2));
}, { name: 'derangements' });
