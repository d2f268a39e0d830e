/** @file *Try Other Words…*: the class's own other words, measured on the images that are there; the chosen one is written. */
import { ProgressLocation, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { EvaluationPlan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import {
  type ClassWording,
  type ClassWordings,
  type WordingsParams,
  wordingsRequest,
} from '../../protocol/language.ts';
import type { WordingTrials } from '../../protocol/meaning.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import type { Plans } from '../language/plans.ts';
import { judgingLabel } from '../lenses/judging-label.ts';
import { signalOf } from '../signal-of.ts';
import { withoutLinks } from '../without-links.ts';
import { wordingItems } from './wording-items.ts';

export interface WordingParts {
  readonly client: LanguageClient;
  readonly plans: Plans;
  readonly engineOf: EngineHost['engineOf'];
}

/**
 * @param id of a class
 * @throws Failure `plan-invalid` when there is nothing to try or to try it by, and as the engine's `tryWordings`
 */
export async function tryWordings({ uri, name }: DeclarationId, parts: WordingParts): Promise<void> {
  const document = await workspace.openTextDocument(Uri.parse(uri, true));
  const { plan } = await parts.plans.of(document);
  const { version } = document;
  await parts.client.start();
  const params: WordingsParams = { uri, class: name };
  const wordings = (await parts.client.sendRequest<ClassWordings>(wordingsRequest, params)) ?? [];
  const evaluation = plan.evaluations.find((each) => each.classes.some((judged) => judged.name === name));
  if (evaluation === undefined) {
    throw new Failure('plan-invalid', `No evaluation of this file judges ${name}: add it to one, to measure words by.`);
  }
  const tried = wordings.flatMap((wording) => {
    const prompts = wording.judged.find((each) => each.evaluation === evaluation.name)?.prompts;
    return prompts === undefined ? [] : [{ wording, prompts }];
  });
  if (tried.length === 0) {
    throw new Failure(
      'plan-invalid',
      `${name} has no other words in this file: add some as \`also\`, as variants, or as a wildcard ${name}, and try again.`,
    );
  }
  const trials = await measured(uri, evaluation, name, tried, parts);
  const chosen = await choose(name, trials, tried);
  if (chosen === undefined) return;
  if (document.version !== version) throw new Failure('plan-invalid', 'The file has changed meanwhile: try once more.');
  await apply(document.uri, chosen);
}

interface Tried {
  readonly wording: ClassWording;
  readonly prompts: ClassWording['judged'][number]['prompts'];
}

function measured(
  uri: string,
  evaluation: EvaluationPlan,
  name: string,
  tried: readonly Tried[],
  { engineOf }: WordingParts,
): Thenable<WordingTrials> {
  const title = `Trying other words for ${name}`;
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (view, token) => {
    const engine = await engineOf(uri, 'run');
    const candidates = tried.map(({ prompts }) => ({ prompts }));
    const onProgress: Parameters<typeof engine.tryWordings>[1] = {
      signal: signalOf(token),
      onProgress: (progress) => view.report({ message: withoutLinks(judgingLabel(progress)) }),
    };
    return engine.tryWordings({ evaluation, class: name, candidates }, onProgress);
  });
}

async function choose(name: string, trials: WordingTrials, tried: readonly Tried[]): Promise<ClassWording | undefined> {
  const items = wordingItems(
    trials,
    tried.map(({ wording }) => wording.captions),
  );
  const title = `Other words for ${name}: what they change on the images that are there`;
  const placeHolder = 'Choose one to write it into the file; Escape leaves the file as it is';
  const picked = await window.showQuickPick(items, { title, placeHolder, matchOnDetail: true });
  return picked && tried[picked.trial]?.wording;
}

async function apply(uri: Uri, { edits }: ClassWording): Promise<void> {
  const edit = new WorkspaceEdit();
  for (const { start, end, text } of edits) {
    edit.replace(uri, new Range(start.line, start.character, end.line, end.character), text);
  }
  await workspace.applyEdit(edit);
}
