/** @file The page of a review in a browser, and what to wait for in it before pressing keys. */
import type { Browser, Page } from 'playwright-core';
import type { ReviewCalls, ReviewSnapshot } from '../../../src/protocol/webviews/review.ts';
import { eventually } from '../../workbench/in-host/eventually.ts';
import { openPage } from '../browser-page.ts';
import { SampleReview } from './sample-review.ts';

export interface Start {
  readonly snapshot?: Partial<ReviewSnapshot>;
  /** What VS Code gives back to a page that is loaded anew. */
  readonly memory?: unknown;
  readonly count?: number;
}

export async function openReview(browser: Browser, { snapshot = {}, memory, count = 8 }: Start = {}) {
  const host = new SampleReview(count, snapshot);
  const opened = await openPage<ReviewCalls>(browser, 'review', host.handlers, memory);
  await opened.page.locator('vlp-review-bar').waitFor();
  return { host, ...opened };
}

/** Waits until the page says so of the image that is looked at. */
export function says(page: Page, place: string): Promise<void> {
  return page.locator('vlp-image-panel [role=status]', { hasText: place }).waitFor();
}

/** Waits until the queue says so. */
export function status(page: Page, words: string): Promise<void> {
  return page.locator('.status', { hasText: words }).waitFor();
}

/** Nothing is decided about an image that nobody sees: it has to be there before a key means it. */
export async function ready(page: Page, place = 'Image 1 of 8'): Promise<void> {
  await page.locator('vlp-image-stage img').first().waitFor();
  await says(page, place);
}

export function deeds(host: SampleReview, isDone: (deeds: readonly string[]) => boolean): Promise<readonly string[]> {
  return eventually(() => host.deeds, isDone, 10_000);
}

/** Waits until the host was asked for it. */
export function did(host: SampleReview, deed: string): Promise<readonly string[]> {
  return deeds(host, (all) => all.includes(deed));
}
