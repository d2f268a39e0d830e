/** @file The report of a run: what was drawn, and what a judge made of it. */
import type { Verdict } from '../protocol/evaluation.ts';
import type { Album } from './album.ts';
import { type Html, html } from './html.ts';
import { factRow, framedPage } from './page-frame.ts';
import type { ReportContents } from './report-contents.ts';
import { evaluationSection } from './sections/evaluation-section.ts';
import { gridSection } from './sections/grid-section.ts';
import { provenanceSection } from './sections/provenance-section.ts';
import { verdictOf } from './verdict.ts';

export function reportPage(contents: ReportContents, album: Album): string {
  const { fileName, evaluated, drawn } = contents;
  const body = html`${headerOf(contents)}
${drawn.map((run) => gridSection(run, evaluated, album))}
${evaluated.map((one) => evaluationSection(one, album))}
${provenanceSection(contents)}`;
  return framedPage(fileName, body, album);
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
${factRow([
  ['Classes', classNames(contents).size],
  ['Drawn images', images],
  ...(evaluated.length > 0 ? [['Judged images', judged] as const] : []),
  ['Engine', `${engine.version} on ${engine.provider}`],
  ['Made', madeAt(evaluated.map(({ report }) => report.made))],
])}
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
