/** @file A run as a text to read: what was asked, and what came of it, as it was. */
import { promptsOf } from '../../../language/plan/expanded-prompts.ts';
import type { EvaluationPlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { Estimate, EvaluationReport, SourceReport } from '../../../protocol/evaluation.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { RunRecord, RunSummary } from '../../../protocol/runs.ts';
import { counted, percent } from '../../../protocol/texts/figures.ts';
import { momentText } from '../moment-text.ts';

/** Markdown. */
export function runDocument({ summary, recipe, evaluation, report }: RunRecord): string {
  const parts = [
    heading(summary),
    ...(report ? reportParts(report) : []),
    ...(recipe ? recipeParts(recipe) : []),
    ...(evaluation ? [promptsPart(evaluation)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function heading(summary: RunSummary): string {
  const { kind, name, file, started, ended, outcome, reason, note, images } = summary;
  const lines = [
    `Outcome: ${outcome}${reason === undefined ? '' : ` (${plain(reason)})`}`,
    `Started: ${momentText(started)}${ended === undefined ? '' : `, ended ${momentText(ended)}`}`,
    ...(images.total > 0
      ? [`Images: ${images.total}, of which ${images.drawn} drawn, ${images.reused} cached, ${images.failed} failed`]
      : []),
    ...(note === undefined || note === '' ? [] : [`Note: ${plain(note)}`]),
  ];
  return [`# ${kind === 'draw' ? 'Drawing' : 'Evaluation'} ${plain(name)} of ${plain(file)}`, list(lines)].join('\n\n');
}

function reportParts(report: EvaluationReport): readonly string[] {
  const { model, sources, statements } = report;
  const held = statements.map(({ text, source, held, measured }) => {
    return `${held ? '✓' : '✗'} **${plain(text)}** on ${plain(source)}: ${estimateText(measured)}`;
  });
  return [
    `Judged with ${plain(modelName(model.spec))} on ${model.provider}.`,
    ...sources.map((source) => sourcePart(source, report.classes)),
    ...(held.length === 0 ? [] : ['## Statements', list(held)]),
  ];
}

function sourcePart({ name, accuracy, perClass, confusion }: SourceReport, classes: readonly string[]): string {
  const rows = perClass.map(({ class: label, recall, precision }) => {
    return `| ${plain(label)} | ${estimateText(recall)} | ${estimateText(precision)} |`;
  });
  const counts = confusion.map((row, actual) => `| **${plain(classes[actual] ?? '')}** | ${row.join(' | ')} |`);
  return [
    `## ${plain(name)}`,
    `Accuracy ${estimateText(accuracy)}.`,
    ...(rows.length === 0 ? [] : [['| class | recall | precision |', '|---|---|---|', ...rows].join('\n')]),
    'Rows are what images show, columns what they were taken for:',
    [`| | ${classes.map(plain).join(' | ')} |`, `|---|${classes.map(() => '---:|').join('')}`, ...counts].join('\n'),
  ].join('\n\n');
}

function recipeParts(recipe: RecipePlan): readonly string[] {
  const { model, axes, columns, rows } = recipe;
  const settings = recipe.cells.find(({ images }) => images.length > 0)?.settings;
  const lines = [
    `Model: ${plain(modelName(model.spec))}`,
    `Grid: ${counted(rows.length, 'row')} by ${counted(columns.length, 'column')}`,
    ...axes.map(({ name, values }) => `${plain(name)}: ${values.map((value) => plain(String(value))).join(', ')}`),
    ...(settings
      ? [
          `Size ${settings.width}x${settings.height}, ${settings.steps} steps of ${settings.scheduler}, guidance ${settings.guidance}`,
        ]
      : []),
  ];
  return [list(lines), promptsPart(recipe)];
}

function promptsPart(planned: RecipePlan | EvaluationPlan): string {
  const classes = promptsOf(planned).classes.map(({ class: name, prompts }) => {
    const lines = list(prompts.map(({ prompt }) => plain(prompt)));
    return name === undefined ? lines : `### ${plain(name)}\n\n${lines}`;
  });
  return ['## Prompts', ...classes].join('\n\n');
}

/** `87.2% (n=500, 84.0% to 89.9%)`. */
function estimateText({ value, n, low, high }: Estimate): string {
  if (value === null || low === null || high === null) return `nothing to measure (n=${n})`;
  return `${percent(value)} (n=${n}, ${percent(low)} to ${percent(high)})`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** What people and files wrote is no Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|~$&-]/g, '\\$&').replace(/\s+/g, ' ');
}
