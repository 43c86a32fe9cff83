import type { Browser, Page } from 'playwright-core';
import type { ToPanel } from '../../src/protocol/panel.ts';

export type Theme = 'dark' | 'light' | 'high-contrast' | 'high-contrast-light';

export function openPanel(options?: {
  theme?: Theme;
  /** Pixels. */
  width?: number;
  height?: number;
  scale?: number;
  browser?: Browser;
  /** Texts by their English. */
  bundle?: Record<string, string>;
}): Promise<{ page: Page; browser: Browser }>;

export function post(page: Page, message: ToPanel): Promise<void>;
