/** @file Calls about sets of images, answered. */
import type { Handlers } from '../../protocol/connection/calls.ts';
import type { DatasetCalls } from '../../protocol/dataset-calls.ts';
import { redoSteps, undoSteps } from '../datasets/decisions/decide-images.ts';
import { decide, recipeDecisions } from '../datasets/decisions/recipe-decisions.ts';
import { curate, curationState } from '../datasets/samples/curation-state.ts';
import type { Initialized } from './engine-handlers.ts';
import { requireCurationQuestion, requireCurationRequest, requireStepsBack } from './shapes/curation-shapes.ts';
import { requireDecisionQuestion, requireDecisionRequest } from './shapes/decision-shapes.ts';

/** @param initialized throws before the first `initialize` */
export function datasetHandlers(initialized: () => Initialized): Handlers<DatasetCalls> {
  return {
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
    lookupCuration: async (params) => {
      const { executor, settings } = initialized();
      return curationState(settings.workspace, requireCurationQuestion(params), executor);
    },
    curate: async (params) => {
      const { executor, settings } = initialized();
      return curate(settings.workspace, requireCurationRequest(params), executor);
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
