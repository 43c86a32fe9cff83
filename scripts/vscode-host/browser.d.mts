import type { Browser, LaunchOptions } from 'playwright-core';

export function ensureBrowser(): void;
export function launchBrowser(options?: LaunchOptions): Promise<Browser>;
