/** @file The matrix page with the extension's own end of its connection behind it, but for the engine. */
import type { Browser } from 'playwright-core';
import { Emitter } from 'vscode-jsonrpc';
import { evaluationState, withReport } from '../../../src/extension/boards/evaluation-state.ts';
import { matrixMap } from '../../../src/extension/panels/matrix/matrix-analyses.ts';
import { matrixBaseline } from '../../../src/extension/panels/matrix/matrix-baseline.ts';
import { cellImages, namedImages } from '../../../src/extension/panels/matrix/matrix-images.ts';
import {
  classWordings,
  type MatrixView,
  matrixSnapshot,
} from '../../../src/extension/panels/matrix/matrix-snapshot.ts';
import { quietly } from '../../../src/extension/panels/quietly.ts';
import { watchSnapshots } from '../../../src/extension/panels/watch-snapshots.ts';
import type { EvaluationPlan } from '../../../src/language/plan/plan.ts';
import type { Handlers } from '../../../src/protocol/connection/calls.ts';
import type { EvaluationReport } from '../../../src/protocol/evaluation.ts';
import type { AnalysisState, MatrixCalls } from '../../../src/protocol/webviews/matrix.ts';
import { type BrowserPage, openPage } from '../browser-page.ts';
import { sampleContributions, sampleMap } from './sample-evaluation.ts';

export interface MatrixHostOptions {
  readonly report?: EvaluationReport;
  readonly plan: EvaluationPlan;
  readonly baseline?: EvaluationReport;
  /** What else the extension knows, in place of what follows from the report. */
  readonly view?: Partial<MatrixView>;
  /** What an analysis comes to; absent: it is done at once. */
  readonly analysed?: AnalysisState;
  /** What VS Code gives back to a page that is loaded anew. */
  readonly remembered?: unknown;
}

export interface MatrixHost extends BrowserPage {
  /** What the page asked for, but for what it shows: `revealImage 0 2`. */
  readonly asked: readonly string[];
}

const id = { uri: 'file:///a.vlprompt', name: 'zeroshot' };

/** Resolves when the page has its bar. */
export async function openMatrix(browser: Browser, options: MatrixHostOptions): Promise<MatrixHost> {
  const asked: string[] = [];
  const handlers = (ended: AbortSignal) => matrixAnswers(options, asked, ended);
  const opened = await openPage<MatrixCalls>(browser, 'matrix', handlers, options.remembered);
  await opened.page.locator('vlp-matrix-bar').waitFor();
  return { asked, ...opened };
}

function matrixAnswers(options: MatrixHostOptions, asked: string[], ended: AbortSignal): Handlers<MatrixCalls> {
  const { report, plan, baseline, view, analysed = { kind: 'done', revision: 1 } } = options;
  const note = (call: string) => quietly((params: object) => asked.push([call, ...Object.values(params)].join(' ')));
  const changed = new Emitter<void>();
  let analyses: MatrixView['analyses'] = { contributions: { kind: 'none' }, map: { kind: 'none' } };
  const set = (change: Partial<typeof analyses>) => {
    analyses = { ...analyses, ...change } as typeof analyses;
    changed.fire();
  };
  const state = report ? withReport(evaluationState(plan), report, plan) : evaluationState(plan);
  const snapshot = () =>
    matrixSnapshot({
      id,
      state,
      availability: { kind: 'ready' },
      ...(baseline && { baseline: matrixBaseline(baseline, 'run before') }),
      ...(analyses && { analyses }),
      ...view,
    });
  const addressOf = (file: string) => `https://webview.test${file}`;
  return {
    watch: (_, { report: tell }) =>
      watchSnapshots({ snapshot, onDidChange: changed.event }, { signal: ended, report: tell }),
    cellImages: async (cell) => (report ? cellImages(report, cell, addressOf) : { images: [], total: 0 }),
    images: async ({ ids }) => (report ? namedImages(report, ids, addressOf) : []),
    wordings: async ({ classes }) => (report ? classWordings(report, plan, classes) : []),
    analyse: quietly(({ kind }) => {
      asked.push(`analyse ${kind}`);
      set({ [kind]: analysed });
    }),
    cancelAnalysis: quietly(({ kind }) => {
      asked.push(`cancelAnalysis ${kind}`);
      set({ [kind]: { kind: 'none' } });
    }),
    contributions: async () => (report ? sampleContributions(report) : null),
    embeddingMap: async () => (report ? matrixMap(sampleMap(report), report) : null),
    evaluate: note('evaluate'),
    cancel: note('cancel'),
    revealImage: note('revealImage'),
    openImage: note('openImage'),
    revealStatement: note('revealStatement'),
    revealWording: note('revealWording'),
    revealContribution: note('revealContribution'),
    trustWorkspace: note('trustWorkspace'),
    showLog: note('showLog'),
  };
}
