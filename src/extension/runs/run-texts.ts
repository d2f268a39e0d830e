/** @file What the history says of a run and of a group of them. */
import type { Verdict } from '../../protocol/evaluation.ts';
import type { RunOutcome, RunSummary } from '../../protocol/runs.ts';
import { counted, percent } from '../../protocol/texts/figures.ts';
import { duration } from '../../protocol/texts/times.ts';
import type { RunGroup, RunRow } from './history/history-tree.ts';
import { momentText, timeText } from './moment-text.ts';
import type { RowTexts } from './row-texts.ts';

interface Look {
  readonly icon: string;
  readonly color?: string;
  readonly words: string;
}

const outcomeLooks: { readonly [O in RunOutcome]: Look } = {
  running: { icon: 'sync', words: 'under way' },
  interrupted: { icon: 'debug-disconnect', color: 'problemsWarningIcon.foreground', words: 'interrupted' },
  done: { icon: 'pass', color: 'testing.iconPassed', words: 'done' },
  cancelled: { icon: 'circle-slash', words: 'cancelled' },
  failed: { icon: 'error', color: 'problemsErrorIcon.foreground', words: 'failed' },
};

const verdictLooks: { readonly [V in Verdict]: Look } = {
  passed: { icon: 'pass', color: 'testing.iconPassed', words: 'passed' },
  failed: { icon: 'error', color: 'testing.iconFailed', words: 'failed its statements' },
  'needs-review': { icon: 'question', color: 'problemsWarningIcon.foreground', words: 'needs a look' },
};

export function groupTexts({ label, rows }: RunGroup): RowTexts {
  const accessibleName = `${label}, ${counted(rows.length, 'run')}`;
  return { id: `group:${label}`, label, context: 'group', accessibleName };
}

export function runTexts({ folder, run }: RunRow): RowTexts {
  const look = lookOf(run);
  const facts = factsOf(run);
  const marks = [run.isBaseline ? 'baseline' : '', run.isPinned && !run.isBaseline ? 'pinned' : ''].filter(isSaid);
  const note = run.note === undefined || run.note === '' ? [] : [`“${run.note.replace(/\s+/gu, ' ')}”`];
  const description = [...note, ...marks, ...facts, timeText(new Date(run.started))].join(' · ');
  return {
    id: `${folder}#${run.id}`,
    label: run.name,
    description,
    tooltip: tooltipOf(run, look.words),
    icon: run.isBaseline ? 'star-full' : run.isPinned ? 'pinned' : look.icon,
    ...(look.color !== undefined && { color: look.color }),
    context: contextOf(run),
    accessibleName: `${kindWords[run.kind]} ${run.name}, ${look.words}, ${description}`,
  };
}

const kindWords: { readonly [K in RunSummary['kind']]: string } = { draw: 'drawing', evaluate: 'evaluation' };

function lookOf({ outcome, verdict }: RunSummary): Look {
  return outcome === 'done' && verdict ? verdictLooks[verdict] : outcomeLooks[outcome];
}

/** The most telling first, because the view is narrow. */
function factsOf(run: RunSummary): readonly string[] {
  const { outcome, accuracies = [], images } = run;
  const seconds = secondsOf(run);
  return [
    ...(outcome === 'done' ? [] : [outcomeLooks[outcome].words]),
    ...accuracies.map(({ source, accuracy: { value } }) => {
      const share = value === null ? 'no accuracy' : percent(value);
      return accuracies.length === 1 ? share : `${source} ${share}`;
    }),
    // How far one has come that is under way is what the queue says.
    ...(images.total > 0 && outcome !== 'running' ? [imagesText(run)] : []),
    ...(seconds === undefined ? [] : [duration(seconds)]),
  ];
}

/** `12 drawn, 228 cached`; of one that did not come to its end, how far it came. */
function imagesText({ outcome, images: { total, drawn, reused, failed } }: RunSummary): string {
  if (outcome !== 'done') return `${drawn + reused} of ${total}`;
  const parts = [
    drawn > 0 ? `${drawn} drawn` : '',
    reused > 0 ? `${reused} cached` : '',
    failed > 0 ? `${failed} failed` : '',
  ];
  return parts.filter(isSaid).join(', ');
}

function secondsOf({ started, ended }: RunSummary): number | undefined {
  if (ended === undefined) return undefined;
  const milliseconds = Date.parse(ended) - Date.parse(started);
  // The clock may have been set back meanwhile.
  return milliseconds >= 0 ? milliseconds / 1000 : undefined;
}

function tooltipOf(run: RunSummary, words: string): string {
  const { name, file, kind, started, reason, note, images, accuracies = [] } = run;
  const seconds = secondsOf(run);
  return [
    `${kind === 'draw' ? 'Drawing' : 'Evaluation'} ${name} of ${file}: ${words}`,
    `Started ${momentText(started)}${seconds === undefined ? '' : `, took ${duration(seconds)}`}`,
    ...(images.total > 0
      ? [`${counted(images.total, 'image')}: ${images.drawn} drawn, ${images.reused} cached, ${images.failed} failed`]
      : []),
    ...accuracies.map(({ source, accuracy: { value, n, low, high } }) =>
      value === null || low === null || high === null
        ? `Accuracy on ${source}: nothing to measure`
        : `Accuracy on ${source}: ${percent(value)}, n=${n}, 95% interval ${percent(low)} to ${percent(high)}`,
    ),
    ...(reason === undefined ? [] : [reason]),
    ...(note === undefined || note === '' ? [] : [`Note: ${note}`]),
    ...(run.isBaseline ? ['Baseline: later runs are compared with it'] : []),
    ...(run.isPinned ? ['Pinned: it is kept with all its images'] : []),
  ].join('\n');
}

/** `run.evaluate.done.pinned.baseline`, which the menus read with regular expressions. */
function contextOf({ kind, outcome, isPinned, isBaseline, resumedBy }: RunSummary): string {
  const state = outcome === 'interrupted' && resumedBy !== undefined ? 'resumed' : outcome;
  return ['run', kind, state, ...(isPinned ? ['pinned'] : []), ...(isBaseline ? ['baseline'] : [])].join('.');
}

function isSaid(text: string): boolean {
  return text !== '';
}
