/** @file VS Code's own themes on a page that is tested without VS Code: the variables that it gives its webviews. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

export const themeNames = ['light', 'dark', 'high-contrast', 'high-contrast-light'] as const;
export type ThemeName = (typeof themeNames)[number];

/** Read from webviews of the workbench, under Light Modern, Dark Modern and the two of high contrast. */
const themes = JSON.parse(readFileSync(new URL('./themes.json', import.meta.url), 'utf8')) as {
  readonly [T in ThemeName]: { readonly class: string; readonly variables: Readonly<Record<string, string>> };
};

/** Puts a theme on, as VS Code does: variables on the root, classes on the body. */
export async function wear(page: Page, name: ThemeName): Promise<void> {
  const theme = themes[name];
  // As text, for it runs in the page.
  await page.evaluate(`(({ variables, ...theme }) => {
    for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
    document.body.className = theme.class;
  })(${JSON.stringify(theme)})`);
}
