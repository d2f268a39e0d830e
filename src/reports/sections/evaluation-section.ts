/** @file One evaluation: what the file states, then for each source its figures, matrix, classes and mistakes. */

import type { JudgedClassPlan } from '../../language/plan/plan.ts';
import type { Estimate, JudgedImage, SourceReport, StatementReport } from '../../protocol/evaluation.ts';
import { modelName } from '../../protocol/model-name.ts';
import { interval, measuredValue } from '../../protocol/texts/estimates.ts';
import { counted, percent } from '../../protocol/texts/figures.ts';
import { statementText } from '../../protocol/texts/statement-texts.ts';
import type { Album } from '../album.ts';
import { type Html, html } from '../html.ts';
import { imageNoun } from '../image-noun.ts';
import { type Confusion, type JudgedPart, worstConfusions } from '../report-contents.ts';
import { analysisSection } from './analysis-section.ts';
import { matrixTable } from './matrix-table.ts';

export function evaluationSection({ plan, report }: JudgedPart, album: Album): Html {
  return html`<section>
<h2><span class="kind">evaluate</span> ${report.evaluation}</h2>
<p class="quiet">Judged by ${modelName(report.model.spec)} on ${report.model.provider}.</p>
${report.statements.length > 0 && statementTable(report.statements)}
${report.sources.map((source) => sourceArticle(source, plan.classes, album))}
</section>`;
}

function statementTable(statements: readonly StatementReport[]): Html {
  return html`<div class="scroll"><table class="statements">
<caption class="hidden">What the file states</caption>
<thead><tr><th scope="col">Held</th><th scope="col">Statement</th><th scope="col">On</th><th scope="col" class="number">Measured</th><th scope="col" class="number">n</th><th scope="col">95% interval</th></tr></thead>
<tbody>${statements.map(statementRow)}</tbody>
</table></div>`;
}

function statementRow(statement: StatementReport): Html {
  const { held, kind, source, measured } = statement;
  const outcome = held ? 'held' : kind === 'expect' ? 'broken' : 'doubtful';
  return html`<tr class="${outcome}">
<td><span class="mark">${outcomes[outcome]}</span></td>
<td><code>${statementText(statement)}</code></td><td>${source}</td>
<td class="number">${measuredValue(measured)}</td><td class="number">${measured.n}</td><td>${intervalBar(measured)}</td></tr>`;
}

const outcomes = { held: '✓ held', broken: '✗ failed', doubtful: '? look' } as const;

/** From 0 to 1: the interval as a band, the estimate as a line; what is below 0 stands at its left end. */
function intervalBar(measured: Estimate): Html {
  const { value, low, high } = measured;
  if (value === null || low === null || high === null) return html`–`;
  const [from, to, at] = [low, high, value].map((each) => Math.min(1, Math.max(0, each)) * 100) as [
    number,
    number,
    number,
  ]; // Three.
  return html`<span class="bar" aria-hidden="true"><i style="left:${from.toFixed(1)}%;width:${(to - from).toFixed(1)}%"></i><b style="left:${at.toFixed(1)}%"></b></span> <span class="range">${interval(measured)}</span>`;
}

function sourceArticle(source: SourceReport, classes: readonly JudgedClassPlan[], album: Album): Html {
  const heading = html`<h3>${source.name} <small>${counted(source.images.length, imageNoun[source.kind])}</small></h3>`;
  const rest = source.images.length === 0 ? undefined : findings(source, classes, album);
  return html`<article>${heading}${rest}${skippedList(source)}</article>`;
}

function findings(source: SourceReport, judged: readonly JudgedClassPlan[], album: Album): Html {
  const classes = judged.map(({ name }) => name);
  const columns = source.columns.filter(({ label }) => label !== '');
  return html`<div class="figures">
${figure('Accuracy', source.accuracy)}
${figure('Balanced accuracy', source.balancedAccuracy)}
${classes.length > 5 && figure('Top 5', source.top5)}
${columns.map(({ label, accuracy }) => figure(`Accuracy at ${label}`, accuracy))}
</div>
<div class="beside">
${matrixTable(source, classes)}
<div class="mistakes">${confusionList(source, classes, album)}</div>
</div>
${classTable(source)}
${analysisSection(source, judged)}`;
}

function figure(name: string, measured: Estimate): Html {
  return html`<div class="figure"><span class="name">${name}</span> <strong>${measuredValue(measured)}</strong> ${intervalBar(measured)} <span class="quiet">n ${measured.n}</span></div>`;
}

function classTable({ name, perClass }: SourceReport): Html {
  const rows = perClass.map(
    ({ class: label, recall, precision, f1 }) =>
      html`<tr><th scope="row">${label}</th><td class="number">${recall.n}</td><td class="number">${percent(recall.value)}</td><td>${intervalBar(recall)}</td><td class="number">${percent(precision.value)}</td><td class="number">${percent(f1.value)}</td></tr>`,
  );
  return html`<details><summary>Class by class</summary><div class="scroll"><table class="classes">
<caption class="hidden">Recall, precision and F1 of each class on ${name}</caption>
<thead><tr><th scope="col">Class</th><th scope="col" class="number">n</th><th scope="col" class="number">Recall</th><th scope="col">95% interval</th><th scope="col" class="number">Precision</th><th scope="col" class="number">F1</th></tr></thead>
<tbody>${rows}</tbody>
</table></div></details>`;
}

function confusionList(source: SourceReport, classes: readonly string[], album: Album): Html {
  const worst = worstConfusions(source);
  if (worst.length === 0) return html`<p class="quiet">Nothing was confused.</p>`;
  return html`<h4>Most confused</h4><div class="confusions">${worst.map((pair) => confusionFigure(pair, classes, album))}</div>`;
}

function confusionFigure(pair: Confusion, classes: readonly string[], album: Album): Html {
  const pictures = pair.images.map((image) => mistakePicture(image, classes, album));
  return html`<figure>
<figcaption><b>${classes[pair.actual]}</b> taken for <b>${classes[pair.predicted]}</b><span class="quiet"> ${pair.count} of ${pair.of}</span></figcaption>
<div class="pictures">${pictures}</div>
</figure>`;
}

function mistakePicture(image: JudgedImage, classes: readonly string[], album: Album): Html {
  const address = album.addressOf(image.file);
  const sure = `taken for ${classes[image.predicted]} with ${percent(image.confidence)}`;
  const from = image.origin ? `${image.origin.prompt} (seed ${image.origin.seed})` : image.file;
  if (address === undefined) return html`<span class="absent" title="${from}: ${sure}">not shown</span>`;
  return html`<img src="${address}" alt="${classes[image.actual]}, ${sure}" title="${from}: ${sure}">`;
}

function skippedList({ skipped }: SourceReport): Html | undefined {
  if (skipped.length === 0) return undefined;
  const items = skipped.map(({ file, reason }) => html`<li><code>${file}</code>: ${reason}</li>`);
  return html`<details class="skipped"><summary>Not counted: ${skipped.length}</summary><ul>${items}</ul></details>`;
}
