/** @file What the extension does for a matrix. */
import { commands } from 'vscode';
import type { SourceSpan } from '../../../language/plan/plan.ts';
import type { Handlers } from '../../../protocol/connection/calls.ts';
import type { JudgedImage } from '../../../protocol/evaluation.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import type { MatrixCalls, MatrixImageId, MatrixSnapshot } from '../../../protocol/webviews/matrix.ts';
import type { AddressOf } from '../addresses.ts';
import type { PanelParts } from '../panel-parts.ts';
import { quietly } from '../quietly.ts';
import { type Watched, watchSnapshots } from '../watch-snapshots.ts';
import type { MatrixAnalyses } from './matrix-analyses.ts';
import { cellImages, namedImages } from './matrix-images.ts';
import { classWordings } from './matrix-snapshot.ts';

export interface MatrixParts {
  readonly id: DeclarationId;
  readonly parts: PanelParts;
  readonly watched: Watched<MatrixSnapshot>;
  readonly analyses: MatrixAnalyses;
  /** How the webview may load a picture. */
  readonly addressOf: AddressOf;
}

export function matrixHandlers(matrix: MatrixParts, ended: AbortSignal): Handlers<MatrixCalls> {
  return {
    ...runHandlers(matrix, ended),
    ...imageHandlers(matrix),
    ...wordHandlers(matrix),
    ...analysisHandlers(matrix),
    trustWorkspace: quietly(() => commands.executeCommand('workbench.trust.manage')),
    showLog: quietly(() => commands.executeCommand('vlprompt.showLog')),
  };
}

type Part<Names extends keyof MatrixCalls> = Pick<Handlers<MatrixCalls>, Names>;

function runHandlers({ id, parts, watched }: MatrixParts, ended: AbortSignal): Part<'watch' | 'evaluate' | 'cancel'> {
  const { actions } = parts;
  return {
    watch: (_, { signal, report }) => watchSnapshots(watched, { signal: AbortSignal.any([signal, ended]), report }),
    // A run may take minutes and tells of itself in the snapshots; the click is answered at once.
    evaluate: quietly(() => void actions.evaluate(id)),
    cancel: quietly(() => actions.cancel(id)),
  };
}

function imageHandlers({
  id,
  parts,
  addressOf,
}: MatrixParts): Part<'cellImages' | 'images' | 'revealImage' | 'openImage'> {
  const { evaluations, actions } = parts;
  const report = () => evaluations.state(id)?.report;
  const imageOf = ({ source, image }: MatrixImageId): JudgedImage | undefined =>
    report()?.sources[source]?.images[image];
  return {
    cellImages: async (cell) => {
      const last = report();
      return last ? cellImages(last, cell, addressOf) : { images: [], total: 0 };
    },
    images: async ({ ids }) => {
      const last = report();
      return last ? namedImages(last, ids, addressOf) : [];
    },
    revealImage: quietly(async (image) => {
      const judged = imageOf(image);
      if (judged?.origin) await revealSpan({ id, parts }, judged.origin.source);
      else if (judged) await actions.openPicture(judged.file);
    }),
    openImage: quietly(async (image) => {
      const judged = imageOf(image);
      if (judged) await actions.openPicture(judged.file);
    }),
  };
}

function wordHandlers({ id, parts }: MatrixParts): Part<'wordings' | 'revealWording' | 'revealStatement'> {
  const state = () => parts.evaluations.state(id);
  const reveal = async (span: SourceSpan | undefined) => span && revealSpan({ id, parts }, span);
  return {
    wordings: async ({ classes }) => {
      const { report, evaluation } = state() ?? {};
      return report && evaluation ? classWordings(report, evaluation, classes) : [];
    },
    revealWording: quietly(({ class: index, prompt }) => {
      const name = state()?.report?.classes[index];
      return reveal(state()?.evaluation.classes.find((one) => one.name === name)?.prompts[prompt]?.source);
    }),
    revealStatement: quietly(({ statement }) => reveal(state()?.report?.statements[statement]?.span)),
  };
}

function analysisHandlers({
  id,
  parts,
  analyses,
}: MatrixParts): Part<'analyse' | 'cancelAnalysis' | 'contributions' | 'revealContribution' | 'embeddingMap'> {
  const report = () => parts.evaluations.state(id)?.report;
  return {
    // It tells of itself in the snapshots, as a run does.
    analyse: quietly((request) => {
      const { report, evaluation } = parts.evaluations.state(id) ?? {};
      if (report && evaluation) void analyses.start(request, { report, evaluation });
    }),
    cancelAnalysis: quietly(({ kind }) => analyses.cancel(kind)),
    contributions: async () => analyses.contributionsOf(report()) ?? null,
    revealContribution: quietly(async ({ source, line }) => {
      const span = analyses.contributionsOf(report())?.sources[source]?.lines[line]?.source;
      if (span) await revealSpan({ id, parts }, span);
    }),
    embeddingMap: async () => analyses.mapOf(report()) ?? null,
  };
}

function revealSpan({ id, parts }: Pick<MatrixParts, 'id' | 'parts'>, span: SourceSpan): Promise<void> {
  return parts.actions.reveal(id.uri, parts.plans.latest(id.uri)?.plan.file ?? span.file, span);
}
