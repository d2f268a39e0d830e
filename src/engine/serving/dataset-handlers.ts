/** @file Calls about sets of images, answered. */
import type { Handlers } from '../../protocol/connection/calls.ts';
import type { DatasetCalls } from '../../protocol/dataset-calls.ts';
import { curatedSet } from '../datasets/curated/curated-set.ts';
import { redoSteps, undoSteps } from '../datasets/decisions/decide-images.ts';
import { decide, recipeDecisions } from '../datasets/decisions/recipe-decisions.ts';
import { measureSet } from '../datasets/finding/measures/measure-set.ts';
import { rejectForRedraw } from '../datasets/redraws/reject-for-redraw.ts';
import { readRedraws } from '../datasets/redraws/standing-redraws.ts';
import { curate, curationState } from '../datasets/samples/curation-state.ts';
import { decisionLogOf } from '../datasets/samples/decision-log-of.ts';
import { upliftOf } from '../datasets/uplift/measure-uplift.ts';
import { drain } from './drain.ts';
import type { Initialized } from './engine-handlers.ts';
import { releaseHandlers } from './release-handlers.ts';
import { setHandlers } from './set-handlers.ts';
import {
  requireCurationQuestion,
  requireCurationRequest,
  requireLogQuestion,
  requireStepsBack,
} from './shapes/curation-shapes.ts';
import { requireDecisionQuestion, requireDecisionRequest, requireRedrawRequest } from './shapes/decision-shapes.ts';
import { requireMeasureQuestion } from './shapes/measure-shapes.ts';
import { requireUpliftQuestion } from './shapes/uplift-shapes.ts';

/** @param initialized throws before the first `initialize` */
export function datasetHandlers(initialized: () => Initialized): Handlers<DatasetCalls> {
  return {
    ...releaseHandlers(initialized),
    ...setHandlers(initialized),
    lookupDecisions: async (params) => {
      const { recipe, reviewer } = requireDecisionQuestion(params);
      const { executor, settings } = initialized();
      return recipeDecisions(settings.workspace, await executor.lookup(recipe), reviewer);
    },
    decide: async (params) => {
      const { recipe, ...decision } = requireDecisionRequest(params);
      const { executor, settings } = initialized();
      await decide(settings.workspace, await executor.lookup(recipe), decision);
      return null;
    },
    redraw: async (params) => {
      const { executor, settings } = initialized();
      await rejectForRedraw(settings.workspace, requireRedrawRequest(params), (recipe) => executor.lookup(recipe));
      return null;
    },
    lookupRedraws: async () => readRedraws(initialized().settings.workspace),
    lookupCuration: async (params, { signal, report }) => {
      const { executor, settings } = initialized();
      return drain(curationState(settings.workspace, requireCurationQuestion(params), executor, signal), report);
    },
    curateSet: async (params, { signal, report }) => {
      const { executor, settings } = initialized();
      return drain(curatedSet(settings.workspace, requireCurationQuestion(params), executor, signal), report);
    },
    measureUplift: async (params, { signal, report }) => {
      const { executor, settings } = initialized();
      return drain(upliftOf(settings.workspace, requireUpliftQuestion(params), executor, signal), report);
    },
    measureSet: async (params, { signal, report }) => {
      const { executor, settings } = initialized();
      return drain(measureSet(settings.workspace, requireMeasureQuestion(params), executor, signal), report);
    },
    curate: async (params, { signal, report }) => {
      const { executor, settings } = initialized();
      return drain(curate(settings.workspace, requireCurationRequest(params), executor, signal), report);
    },
    lookupDecisionLog: async (params, { signal, report }) => {
      const { executor, settings } = initialized();
      return drain(decisionLogOf(settings.workspace, requireLogQuestion(params), executor, signal), report);
    },
    undoDecision: async (params) => {
      const { reviewer, steps = 1 } = requireStepsBack(params);
      return undoSteps(initialized().settings.workspace, reviewer, steps);
    },
    redoDecision: async (params) => {
      const { reviewer, steps = 1 } = requireStepsBack(params);
      return redoSteps(initialized().settings.workspace, reviewer, steps);
    },
  };
}
