/**
 * @file What every report is: one page without scripts or network, for screens in light and dark and for paper. Its policy
 * forbids everything but its own styles and the pictures it carries.
 */
import type { Album } from './album.ts';
import { type Html, type HtmlValue, html, textOf } from './html.ts';
import { styleSheet } from './style-sheet.ts';

/**
 * @param title of the window
 * @param body the header and sections
 */
export function framedPage(title: string, body: HtmlValue, { omitted }: Pick<Album, 'omitted'>): string {
  return textOf(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title} · VLPrompt report</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
${body}
${omitted > 0 && html`<p class="quiet">${omitted} pictures are not in this file because they are too large; they are where the tables say.</p>`}
</main>
</body>
</html>
`);
}

/** Names and values beside each other, below a headline. */
export function factRow(facts: readonly (readonly [name: string, value: HtmlValue])[]): Html {
  return html`<dl class="facts">
${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}
