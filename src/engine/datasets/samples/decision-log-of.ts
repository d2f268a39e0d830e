/** @file Who decided what about the images of a curation, when, why, and what they had said before. */
import type { DecisionLog, LoggedDecision, LogQuestion } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { ActEvent, DecisionEvent } from '../decisions/decision-event.ts';
import { decisionHistory, type RecordedEvent } from '../decisions/decision-history.ts';
import { readAllDecisions } from '../decisions/decision-log.ts';
import { pixelNames } from '../decisions/fold-team.ts';
import { reviewerFolder } from '../decisions/reviewer-folder.ts';
import type { CurationTools } from './curation-tools.ts';
import { reviewedSamples } from './reviewed-samples.ts';
import type { SortedSample } from './sorted-samples.ts';

/**
 * @param workspace absolute
 * @throws Failure as `reviewedSamples`
 */
export async function* decisionLogOf(
  workspace: string,
  question: LogQuestion,
  tools: CurationTools,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, DecisionLog> {
  const { samples, blindTo } = yield* reviewedSamples(workspace, question, tools, signal);
  const logs = await readAllDecisions(workspace);
  const names = pixelNames(logs);
  const nameOf = ({ image, pixels }: Pick<ActEvent, 'image' | 'pixels'>) => pixels ?? names.get(image) ?? image;
  const byName = new Map(samples.map((sample) => [nameOf({ image: sample.hash }), sample]));
  const sampleOf = (event: ActEvent) => byName.get(nameOf(event)) ?? byName.get(event.image);
  const asked = blindTo === undefined ? question.reviewers : [blindTo];
  const lines = [...chosen(logs, asked)].flatMap((events) =>
    decisionHistory(events, nameOf).flatMap((recorded) => logged(recorded, sampleOf)),
  );
  const sorted = lines.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { lines: sorted, ...(blindTo !== undefined && { blindTo }) };
}

function* chosen(
  logs: ReadonlyMap<string, readonly DecisionEvent[]>,
  reviewers: readonly string[] | undefined,
): Iterable<readonly DecisionEvent[]> {
  const folders = reviewers && new Set(reviewers.map(reviewerFolder));
  for (const [by, events] of logs) if (folders === undefined || folders.has(reviewerFolder(by))) yield events;
}

/** None of what is about other images. */
function logged(
  recorded: RecordedEvent,
  sampleOf: (event: ActEvent) => SortedSample | undefined,
): readonly LoggedDecision[] {
  const { event, isUndone } = recorded;
  const head = { id: event.id, ts: event.ts, by: event.by, isUndone };
  if (recorded.kind !== 'act') {
    const images = new Set(recorded.acts.flatMap((act) => sampleOf(act) ?? [])).size;
    return images === 0 ? [] : [{ ...head, kind: recorded.kind, of: recorded.event.of, images }];
  }
  const sample = sampleOf(recorded.event);
  if (sample === undefined) return [];
  const { id: _id, ts: _ts, by: _by, image: _image, pixels: _pixels, key: _key, batch, ...change } = recorded.event;
  const { decided: _decided, ms: _ms, distinct: _distinct, ...before } = recorded.before;
  return [
    {
      ...head,
      kind: 'act',
      change,
      file: sample.file,
      before,
      ...(sample.class !== undefined && { class: sample.class }),
      ...(batch !== undefined && { batch }),
    },
  ];
}
