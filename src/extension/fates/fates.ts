/** @file Words and fates: what is put together and registered. */
import { type Disposable, languages } from 'vscode';
import type { DecisionBoard } from '../boards/decision-board.ts';
import type { EngineHost } from '../engine/engine-host.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Plans } from '../language/plans.ts';
import { wildcardSelector } from '../language/wildcard-files.ts';
import type { Places } from '../workspace/places.ts';
import { FateHover } from './fate-hover.ts';
import { FateMarks } from './fate-marks.ts';
import { WordFates } from './word-fates.ts';

export interface FateParts {
  readonly decisions: DecisionBoard;
  readonly plans: Plans;
  readonly exchange: Exchange;
  readonly engineOf: EngineHost['engineOf'];
  readonly places: Places;
  readonly onError: (error: unknown) => void;
}

export function wordFates({ decisions, plans, exchange, engineOf, places, onError }: FateParts): {
  readonly fates: WordFates;
  readonly subscriptions: readonly Disposable[];
} {
  const fates = new WordFates({
    decisions,
    plans,
    choicesOf: (params) => exchange.choices(params),
    scoresOf: async (uri, recipe) => (await engineOf(uri, 'question')).lookupScores({ recipe }),
    uriOf: (uri, planFile, span) => places.fileOf(uri, planFile, span).toString(),
    onError,
  });
  const subscriptions = [
    fates,
    decisions.onDidChange((id) => fates.look(id)),
    plans.onDidChange(({ uri }) => fates.renew(uri)),
    new FateMarks(fates),
    languages.registerHoverProvider([{ language: 'vlprompt' }, ...wildcardSelector], new FateHover(fates)),
  ];
  return { fates, subscriptions };
}
