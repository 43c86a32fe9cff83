/** The Caches view as a reader sees it. */
import type { FrameLocator } from 'playwright-core';

export interface ShownRow {
  readonly name: string;
  readonly place: string;
  readonly calls: number;
  readonly hits: number;
  readonly misses: number;
  readonly rate: string;
  readonly entries: number;
}

/** The number of a cell; what it was before may follow. */
const numberOf = (text: string | null): number => {
  const [, digits = '', unit] = /^([\d,.]*)(?:\s([MG])\b)?/.exec(text ?? '') ?? [];
  return Number(digits.replaceAll(',', '')) * (unit === 'M' ? 1e6 : unit === 'G' ? 1e9 : 1);
};

/** The row of one function, or undefined while it is not shown. Columns that a narrow view hides are read too. */
export async function readRow(view: FrameLocator, name: string): Promise<ShownRow | undefined> {
  // One evaluation, so that all numbers are of one moment, and none that waits for what is not there.
  const cells = await view
    .locator('tbody tr')
    .evaluateAll((all, wanted) => {
      const row = all.find((tr) => tr.querySelector('button.name')?.textContent === wanted);
      return row && Object.fromEntries([...row.children].map((cell) => [cell.className, cell.textContent]));
    }, name)
    .catch(() => undefined);
  if (!cells) return undefined;
  const cell = (column: string) =>
    Object.entries(cells).find(([classes]) => classes.split(' ').includes(`col-${column}`))?.[1] ?? null;
  return {
    name,
    place: (cell('name') ?? '').slice(name.length),
    calls: numberOf(cell('calls')),
    hits: numberOf(cell('hits')),
    misses: numberOf(cell('misses')),
    rate: /^[\d.]+/.exec(cell('rate') ?? '')?.[0] ?? '',
    entries: numberOf(cell('size')),
  };
}

/** What the header says of the run; '' while there is none. */
export const stateOf = async (view: FrameLocator): Promise<string> =>
  (
    await view
      .locator('header [role=status]')
      .allTextContents()
      .catch(() => [''])
  )[0] ?? '';
