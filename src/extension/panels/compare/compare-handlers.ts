/** @file What the extension does for a comparison. */
import { commands } from 'vscode';
import type { SourceSpan } from '../../../language/plan/plan.ts';
import type { Handlers } from '../../../protocol/connection/calls.ts';
import type { CompareCalls, CompareSnapshot } from '../../../protocol/webviews/compare.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import type { AddressOf } from '../addresses.ts';
import type { PanelParts } from '../panel-parts.ts';
import { quietly } from '../quietly.ts';
import { type Watched, watchSnapshots } from '../watch-snapshots.ts';
import { shownComparison, shownPairs, sideOfPicture } from './compare-snapshot.ts';
import type { CompareWork } from './compare-work.ts';

export interface CompareParts {
  readonly id: DeclarationId;
  readonly parts: PanelParts;
  readonly work: CompareWork;
  readonly watched: Watched<CompareSnapshot>;
  /** How the webview may load a picture. */
  readonly addressOf: AddressOf;
}

export function compareHandlers(compare: CompareParts, ended: AbortSignal): Handlers<CompareCalls> {
  return { ...lookHandlers(compare, ended), ...actHandlers(compare), ...revealHandlers(compare) };
}

type Part<Names extends keyof CompareCalls> = Pick<Handlers<CompareCalls>, Names>;

function lookHandlers(
  { work, watched, addressOf }: CompareParts,
  ended: AbortSignal,
): Part<'watch' | 'comparison' | 'pairs'> {
  return {
    watch: (_, { signal, report }) => watchSnapshots(watched, { signal: AbortSignal.any([signal, ended]), report }),
    comparison: async () => (work.comparison ? shownComparison(work.comparison) : null),
    pairs: async (question) => (work.comparison ? shownPairs(work.comparison, question, addressOf) : []),
  };
}

function actHandlers({
  id,
  work,
}: CompareParts): Part<'choose' | 'compare' | 'cancel' | 'pinBaseline' | 'trustWorkspace' | 'showLog'> {
  return {
    choose: quietly(() => void commands.executeCommand('vlprompt.compareWith', id)),
    // It may take minutes and tells of itself in the snapshots; the click is answered at once.
    compare: quietly(({ effort }) => void work.compare(effort)),
    cancel: quietly(() => work.cancel()),
    pinBaseline: quietly(() => void commands.executeCommand('vlprompt.pinBaseline', id)),
    trustWorkspace: quietly(() => commands.executeCommand('workbench.trust.manage')),
    showLog: quietly(() => commands.executeCommand('vlprompt.showLog')),
  };
}

/** Places of the side after are those of the file as it is now. */
function revealHandlers({
  id,
  parts,
  work,
}: CompareParts): Part<'revealWords' | 'revealPrompt' | 'openImage' | 'revealStatement'> {
  const reveal = async (span: SourceSpan | undefined) => {
    const file = parts.plans.latest(id.uri)?.plan.file;
    if (span) await parts.actions.reveal(id.uri, file ?? span.file, span);
  };
  return {
    revealWords: quietly(({ change }) => reveal(work.comparison?.words[change]?.after)),
    revealPrompt: quietly((picture) => reveal(work.comparison && sideOfPicture(work.comparison, picture)?.source)),
    openImage: quietly(async (picture) => {
      const file = work.comparison && sideOfPicture(work.comparison, picture)?.file;
      if (file !== undefined) await parts.actions.openPicture(file);
    }),
    revealStatement: quietly(({ statement }) => reveal(work.comparison?.statements[statement]?.after?.span)),
  };
}
