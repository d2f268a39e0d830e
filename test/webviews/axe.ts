/** @file What axe finds wrong with a webview's page, in words. */
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const version = createRequire(import.meta.url)('axe-core/package.json').version as string;

/**
 * Faults of impact serious or critical, one sentence each, with the first element that has it; shadow roots are looked
 * into. Give the page a theme first (`themes.ts`), or contrast means nothing.
 * @param within a selector of the part to look at; absent: the whole page
 */
export async function seriousFaults(page: Page | Frame, within?: string): Promise<readonly string[]> {
  // As text, for it runs in the page, whose content policy lets no script be added.
  await page.evaluate(`window.axe?.version === '${version}' || (() => {${axe.source}})()`);
  const context = within === undefined ? 'document' : JSON.stringify(within);
  const options = { resultTypes: ['violations'] };
  const results = (await page.evaluate(`window.axe.run(${context}, ${JSON.stringify(options)})`)) as AxeResults;
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}×, first ${nodes[0]?.target.flat().join(' ')})`);
}
