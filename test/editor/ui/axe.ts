/** What axe finds in the Caches view. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';
import { holds, type Workbench } from './workbench.ts';

const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with the violations, a line each, if there are any left once colours have faded from theme to theme. */
export const hasNoViolation = (w: Workbench): Promise<true> =>
  holds('no violation', async () => assert.deepEqual(await violations(w), []));

async function violations(w: Workbench): Promise<string[]> {
  const handle = await w.caches().locator('html').elementHandle();
  return violationsIn((await handle?.ownerFrame()) as Frame);
}

/** What axe finds in a frame, a line each. */
export async function violationsIn(frame: Frame): Promise<string[]> {
  await frame.evaluate(source); // an evaluation is not held back by the content security policy
  return frame.evaluate(async () => {
    const { axe: runner } = window as unknown as {
      axe: { run(): Promise<{ violations: unknown[]; passes: unknown[] }> };
    };
    const { violations: found, passes } = await runner.run();
    if (passes.length < 10) return ['axe has checked next to nothing'];
    return (found as { id: string; nodes: { html: string }[] }[]).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
