/** @file How every number and picture of the report was obtained. */
import { PLAN_VERSION } from '../../language/plan/plan.ts';
import type { EvaluationReport, SourceReport } from '../../protocol/evaluation.ts';
import { modelName } from '../../protocol/model-name.ts';
import { elapsed } from '../../protocol/texts/times.ts';
import { type Html, html } from '../html.ts';
import type { DrawnPart, JudgedPart, ReportContents } from '../report-contents.ts';
import { reproductionSection } from './reproduction-section.ts';

export function provenanceSection(contents: ReportContents): Html {
  const { fileName, engine, drawn, evaluated } = contents;
  return html`<section class="provenance">
<h2>How this was obtained</h2>
${evaluated.map(judging)}
${drawn.map(drawing)}
<p>Engine ${engine.version}, ${engine.runtime}, provider ${engine.provider}. Prompt file <code>${fileName}</code>, plan version ${PLAN_VERSION}.</p>
${reproductionSection(contents)}
</section>`;
}

function judging({ plan, report }: JudgedPart): Html {
  const { model } = report;
  const total = plan.classes.reduce((sum, { prompts }) => sum + prompts.length, 0);
  return html`<h3>${report.evaluation}</h3>
<p>Zero-shot: ${modelName(model.spec)} reads ${total} prompts (${plan.classes.length} classes); the normalised mean of a
class's prompts is the class, and an image is taken for the class whose mean is nearest by cosine. ${intervalText(report)} It took ${elapsed(report.milliseconds)}.</p>
<p>Model digest <code class="digest">${model.digest}</code></p>
<details><summary>All prompts</summary><dl class="prompts">${plan.classes.map(
    ({ name, prompts }) => html`<div><dt>${name}</dt>${prompts.map(({ text }) => html`<dd>${text}</dd>`)}</div>`,
  )}</dl></details>`;
}

function intervalText({ sources }: EvaluationReport): string {
  const methods = new Set(sources.flatMap(methodsOf));
  const names = [...methods].map((method) => intervalNames[method]);
  return names.length === 0 ? '' : `Intervals are 95%: ${names.join('; ')}.`;
}

const intervalNames = {
  wilson: "Wilson's score interval for shares of images and, through it, for F1",
  mover: 'the method of variance estimates recovery (MOVER) for means of shares',
  bootstrap: 'the percentile bootstrap over images for percentiles and calibration',
} as const;

function methodsOf({ accuracy, balancedAccuracy, perClass }: SourceReport) {
  return [accuracy, balancedAccuracy, ...perClass.flatMap(({ recall, precision, f1 }) => [recall, precision, f1])].map(
    ({ method }) => method,
  );
}

function drawing({ recipe, drawn: { painter } }: DrawnPart): Html {
  const images = recipe.cells.flatMap((cell) => cell.images);
  const seeds = images.map(({ seed }) => seed);
  const settings = recipe.cells.map(
    ({ settings: { steps, scheduler, strength, width, height } }) =>
      `${scheduler}, ${steps} steps, ${width}×${height}${strength === undefined ? '' : `, strength ${strength}`}`,
  );
  return html`<h3>${recipe.name}</h3>
<p>Drawn by ${modelName(recipe.model.spec)}: ${[...new Set(settings)].join('; ')}; seeds ${seedRange(seeds)}. The same
file, models and seeds draw the same pictures again.</p>
${painter && html`<p>Model digest <code class="digest">${painter.digest}</code>, ${painter.precision} on ${painter.provider}</p>`}`;
}

function seedRange(seeds: readonly number[]): string {
  const [low, high] = [Math.min(...seeds), Math.max(...seeds)];
  return low === high ? String(low) : `${low} to ${high}`;
}
