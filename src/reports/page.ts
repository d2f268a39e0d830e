/**
 * @file The report: one page without scripts or network, for screens in light and dark and for paper. Its policy
 * forbids everything but its own styles and the pictures it carries.
 */
import type { Verdict } from '../protocol/evaluation.ts';
import type { Album } from './album.ts';
import { type Html, html, textOf } from './html.ts';
import type { ReportContents } from './report-contents.ts';
import { evaluationSection } from './sections/evaluation-section.ts';
import { gridSection } from './sections/grid-section.ts';
import { provenanceSection } from './sections/provenance-section.ts';
import { styleSheet } from './style-sheet.ts';
import { verdictOf } from './verdict.ts';

export function reportPage(contents: ReportContents, album: Album): string {
  const { fileName, evaluated, drawn } = contents;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${fileName} · VLPrompt report</title>
<style>${styleSheet}</style>
</head>
<body>
<main>
${headerOf(contents)}
${drawn.map((run) => gridSection(run, evaluated, album))}
${evaluated.map((one) => evaluationSection(one, album))}
${provenanceSection(contents)}
${album.omitted > 0 && html`<p class="quiet">${album.omitted} pictures are not in this file because they are too large; they are where the tables say.</p>`}
</main>
</body>
</html>
`;
  return textOf(page);
}

const verdicts: { readonly [V in Verdict]: { readonly mark: string; readonly text: string } } = {
  passed: { mark: '✓', text: 'Passed' },
  failed: { mark: '✗', text: 'Failed' },
  'needs-review': { mark: '?', text: 'Needs a human' },
};

function headerOf(contents: ReportContents): Html {
  const { fileName, evaluated, drawn, engine } = contents;
  const verdict = verdictOf(evaluated);
  const hasStatements = evaluated.some(({ report }) => report.statements.length > 0);
  const images = drawn.reduce((sum, run) => sum + run.drawn.done, 0);
  const judged = evaluated
    .flatMap(({ report }) => report.sources)
    .reduce((sum, source) => sum + source.images.length, 0);
  return html`<header>
<p class="eyebrow">VLPrompt report</p>
<h1>${fileName}</h1>
${hasStatements && html`<p class="verdict ${verdict}"><span aria-hidden="true">${verdicts[verdict].mark}</span> ${verdicts[verdict].text}</p>`}
<dl class="facts">
<div><dt>Classes</dt><dd>${classNames(contents).size}</dd></div>
<div><dt>Drawn images</dt><dd>${images}</dd></div>
${evaluated.length > 0 && html`<div><dt>Judged images</dt><dd>${judged}</dd></div>`}
<div><dt>Engine</dt><dd>${engine.version} on ${engine.provider}</dd></div>
<div><dt>Made</dt><dd>${madeAt(evaluated.map(({ report }) => report.made))}</dd></div>
</dl>
</header>`;
}

/** Of what was drawn and what was judged. */
function classNames({ drawn, evaluated }: ReportContents): ReadonlySet<string> {
  const rows = drawn.flatMap(({ recipe }) => recipe.rows.flatMap((row) => row.class ?? []));
  return new Set([...rows, ...evaluated.flatMap(({ report }) => report.classes)]);
}

/** The newest, to the minute; now when nothing was judged. */
function madeAt(times: readonly string[]): string {
  const newest = times.toSorted().at(-1) ?? new Date().toISOString();
  return `${newest.slice(0, 16).replace('T', ' ')} UTC`;
}
