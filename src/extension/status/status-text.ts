/** @file What the status bar says of the engine. */
import type { EngineState } from '../../engine/client/engine.ts';
import { counted } from '../../protocol/texts/figures.ts';

export interface StatusText {
  /** With codicons. */
  readonly text: string;
  readonly tooltip: string;
  readonly tone: 'calm' | 'warning' | 'error';
}

/** Of all draws and evaluations under way, taken together. */
export interface RunProgress {
  readonly runs: number;
  readonly done: number;
  readonly total: number;
}

/** Engines of several workspace folders are told as one: the one that needs most attention. */
export function statusText(states: readonly EngineState[], progress?: RunProgress, isPaused = false): StatusText {
  const [state] = [...states].sort((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind));
  const status = state ? textOf(state) : asleep;
  if (status.tone !== 'calm') return status;
  if (isPaused) return pausedText(status, progress);
  return progress ? withProgress(status, progress) : status;
}

function pausedText({ tooltip, tone }: StatusText, progress?: RunProgress): StatusText {
  const share = progress === undefined || progress.total === 0 ? '' : ` ${progress.done}/${progress.total}`;
  return { text: `$(debug-pause) VLPrompt paused${share}`, tooltip: `The queue is paused. ${tooltip}`, tone };
}

function withProgress({ tooltip, tone }: StatusText, { runs, done, total }: RunProgress): StatusText {
  const text = total === 0 ? '$(sync~spin) VLPrompt' : `$(sync~spin) VLPrompt ${done}/${total}`;
  return { text, tooltip: `${counted(runs, 'run')} under way. ${tooltip}`, tone };
}

const urgency: readonly EngineState['kind'][] = [
  'failed',
  'restarting',
  'busy',
  'starting',
  'ready',
  'asleep',
  'disposed',
];

type Texts = { readonly [K in EngineState['kind']]: (state: Extract<EngineState, { kind: K }>) => StatusText };

const asleep: StatusText = {
  text: '$(circle-outline) VLPrompt',
  tooltip: 'The engine sleeps; it starts when it is needed.',
  tone: 'calm',
};

const texts: Texts = {
  asleep: () => asleep,
  disposed: () => asleep,
  starting: () => ({ text: '$(loading~spin) VLPrompt', tooltip: 'The engine is starting.', tone: 'calm' }),
  ready: ({ info }) => ({
    text: `$(circle-filled) VLPrompt ${info.provider}`,
    tooltip: `The engine is ready: ${info.runtime}. ${info.providerReason}`,
    tone: 'calm',
  }),
  busy: ({ info }) => ({
    text: `$(sync~spin) VLPrompt ${info.provider}`,
    tooltip: `The engine is at work: ${info.runtime}. ${info.providerReason}`,
    tone: 'calm',
  }),
  restarting: ({ reason }) => ({
    text: '$(debug-restart) VLPrompt',
    tooltip: `The engine is starting again: ${reason}`,
    tone: 'warning',
  }),
  failed: ({ reason }) => ({
    text: '$(error) VLPrompt',
    tooltip: `The engine stopped: ${reason}`,
    tone: 'error',
  }),
};

function textOf(state: EngineState): StatusText {
  // The table is keyed by the very kind it is read with, which the compiler cannot follow through a union.
  const write = texts[state.kind] as (state: EngineState) => StatusText;
  return write(state);
}
