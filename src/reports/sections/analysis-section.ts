/** @file What lies behind the accuracy: near misses, how sure the judge was, and the words of confused classes. */
import type { JudgedClassPlan } from '../../language/plan/plan.ts';
import type { ConfusedPair, Estimate, SourceReport } from '../../protocol/evaluation.ts';
import { interval } from '../../protocol/texts/estimates.ts';
import { percent } from '../../protocol/texts/figures.ts';
import { type Html, html } from '../html.ts';
import { calibrationFigure } from './calibration-figure.ts';
import { marginFigure } from './margin-figure.ts';

const shownPairs = 8;
const shownPrompts = 4;

/** @param judged the classes as the judge read them, in the report's order */
export function analysisSection({ name, analysis }: SourceReport, judged: readonly JudgedClassPlan[]): Html {
  const { topK, calibration, margins, confusedPairs } = analysis;
  return html`<details><summary>How sure, and how near</summary>
<div class="charts">
${calibrationFigure(calibration)}
${marginFigure(margins)}
${topTable(name, topK)}
</div>
${pairTable(name, confusedPairs, judged)}
</details>`;
}

function topTable(name: string, topK: readonly Estimate[]): Html | undefined {
  if (topK.length < 3) return undefined;
  const rows = topK.map(
    (share, index) =>
      html`<tr><th scope="row">${index + 1}</th><td class="number">${percent(share.value)}</td><td>${interval(share)}</td></tr>`,
  );
  return html`<table class="classes narrow"><caption class="hidden">Top k of ${name}</caption>
<thead><tr><th scope="col">Among the first</th><th scope="col" class="number">Share</th><th scope="col">95% interval</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function pairTable(name: string, pairs: readonly ConfusedPair[], judged: readonly JudgedClassPlan[]): Html | undefined {
  const confused = pairs.filter(({ aForB, bForA }) => aForB + bForA > 0).slice(0, shownPairs);
  if (confused.length === 0) return undefined;
  const rows = confused.map(
    ({ a, b, aForB, bForA, cosine }) =>
      html`<tr><td>${wording(judged[a])}</td><td>${wording(judged[b])}</td><td class="number">${aForB} / ${bForA}</td><td class="number">${cosine.toFixed(2)}</td></tr>`,
  );
  return html`<div class="scroll"><table class="classes"><caption class="hidden">Wordings of classes that are confused on ${name}</caption>
<thead><tr><th scope="col">Class</th><th scope="col">and class</th><th scope="col" class="number">Taken for the other</th><th scope="col" class="number">Cosine of their words</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function wording(judged: JudgedClassPlan | undefined): Html | undefined {
  if (judged === undefined) return undefined;
  const { name, prompts } = judged;
  const more = prompts.length - shownPrompts;
  const lines = [
    ...prompts.slice(0, shownPrompts).map(({ text }) => text),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
  return html`<b>${name}</b>${lines.map((line) => html`<span class="line quiet">${line}</span>`)}`;
}
