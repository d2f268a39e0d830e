/**
 * @file `node --import tsx tools/report-picture.ts`: makes the picture of the README, docs/images/report.png, from the
 * report that `npm run demo` wrote. Run it when the starter pack or the report's looks have changed.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { ensureChromium } from '../test/workbench/host/chromium.ts';
import { root } from './bundles.mjs';

const report = path.join(root, 'examples/fashion/.vlprompt/report.html');
const picture = path.join(root, 'docs/images/report.png');

/** The grid at the left, the matrix on real photographs at the right; nothing else. */
const arrangement = `
  main { display: flex; gap: 56px; align-items: flex-start; max-width: none; width: fit-content; padding: 20px 32px 8px; }
  section { border: 0 !important; padding: 12px 0 0; }
  header, .provenance, .statements, .mistakes, details, article + article, section > .quiet, .figure:nth-child(n + 3) { display: none !important; }
  h3 { margin-top: 12px; }
  .pictures img { width: 60px; height: 60px; }
`;

mkdirSync(path.dirname(picture), { recursive: true });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(report).href);
  await page.addStyleTag({ content: arrangement });
  // It is shipped with every package.
  await sharp(await page.locator('main').screenshot())
    .png({ palette: true, effort: 10 })
    .toFile(picture);
} finally {
  await browser.close();
}
console.log(`Wrote ${path.relative(root, picture)}.`);
