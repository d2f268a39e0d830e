/** @file Every call of the protocol, answered by an executor. */
import type { Handlers } from '../../protocol/connection/calls.ts';
import type { EngineCalls } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { cudaInstaller, installCuda, planCuda, uninstallCuda } from '../cuda/install-cuda.ts';
import { recipeWithRedraws } from '../datasets/redraws/with-redraws.ts';
import { examine, type Patient } from '../doctor/examine.ts';
import type { Executor } from '../executor.ts';
import type { ModelManager } from '../hub/model-manager.ts';
import { datasetHandlers } from './dataset-handlers.ts';
import { drain } from './drain.ts';
import { requireCompareRequest } from './shapes/compare-shape.ts';
import { requireJudging, requireWordingRequest } from './shapes/meaning-shapes.ts';
import {
  requireEvaluation,
  requireMapMethod,
  requirePlanVersion,
  requireProviderRequest,
  requireRecipe,
  requireSettings,
} from './shapes/plan-shapes.ts';
import {
  requireCleanRequest,
  requireHubRequest,
  requireHubSpec,
  requireSpec,
  requireSpecs,
} from './shapes/request-shapes.ts';
import { requireQueueChange, requireResumed, requireRun, requireRunChange } from './shapes/run-shapes.ts';

/** What `initialize` makes of the settings. */
export interface Initialized extends Patient {
  readonly executor: Executor;
  readonly manager: ModelManager;
}

/**
 * @param initialize called again when the settings change
 * @param end ends the process, once the answer is on its way
 */
export function engineHandlers(
  initialize: (settings: Patient['settings']) => Promise<Initialized>,
  end: () => void,
): Handlers<EngineCalls> {
  let current: Initialized | undefined;

  const initialized = (): Initialized => {
    if (current) return current;
    throw new Failure('engine-not-started', 'The engine was asked before it was told where things are.');
  };

  return {
    initialize: async (params) => {
      const settings = requireSettings(params);
      requirePlanVersion(params.planVersion);
      await current?.executor.dispose();
      current = await initialize(settings);
      return current.info;
    },
    lookup: async (params) => initialized().executor.lookup(requireRecipe(params)),
    draw: async (params, { signal, report }) => {
      return drain(initialized().executor.draw(requireRecipe(params), signal, requireResumed(params)), report);
    },
    evaluate: async (params, { signal, report }) => {
      return drain(initialized().executor.evaluate(requireEvaluation(params), signal, requireResumed(params)), report);
    },
    lastReport: async (params) => initialized().executor.lastReport(requireEvaluation(params)),
    score: async (params, { signal, report }) => {
      const { executor, settings } = initialized();
      // What is drawn in place of rejected images is scored as well, behind what the recipe asks for.
      const recipe = await recipeWithRedraws(settings.workspace, requireRecipe(params));
      return drain(executor.score(recipe, signal), report);
    },
    lookupScores: async (params) => initialized().executor.lookupScores(requireRecipe(params)),
    contributions: async (params, { signal, report }) => {
      return drain(initialized().executor.contributions(requireEvaluation(params), signal), report);
    },
    embeddingMap: async (params, { signal, report }) => {
      const evaluation = requireEvaluation(params);
      const method = requireMapMethod(params);
      return drain(initialized().executor.embeddingMap(evaluation, method, signal), report);
    },
    meaning: async (params, { signal, report }) => {
      return drain(initialized().executor.meaning(requireJudging(params), signal), report);
    },
    tryWordings: async (params, { signal, report }) => {
      return drain(initialized().executor.tryWordings(requireWordingRequest(params), signal), report);
    },
    compare: async (params, { signal, report }) => {
      return drain(initialized().executor.compare(requireCompareRequest(params), signal), report);
    },
    ...datasetHandlers(initialized),
    listRuns: async () => initialized().executor.listRuns(),
    readRun: async (params) => initialized().executor.readRun(requireRun(params)),
    changeRun: async (params) => {
      await initialized().executor.changeRun(requireRunChange(params));
      return null;
    },
    watchQueue: async (_, { signal, report }) => {
      await initialized().executor.watchQueue(report, signal);
      return null;
    },
    changeQueue: async (params) => {
      initialized().executor.changeQueue(requireQueueChange(params));
      return null;
    },
    doctor: async () => examine(initialized()),
    listModels: async (_, { signal }) => initialized().manager.list(signal),
    planDownload: async (params, { signal }) => initialized().manager.plan(requireHubRequest(params), signal),
    downloadModel: async (params, { signal, report }) => {
      return initialized().manager.download(requireHubRequest(params), signal, report);
    },
    verifyModel: async (params, { signal, report }) => {
      return initialized().manager.verify(requireSpec(params), signal, report);
    },
    removeModel: async (params) => initialized().manager.remove(requireHubSpec(params)),
    lockModels: async (params, { signal }) => initialized().manager.lock(requireSpecs(params), signal),
    planProvider: async (params, { signal }) => {
      requireProviderRequest(params);
      return planCuda(cudaInstaller(initialized().settings), signal);
    },
    installProvider: async (params, { signal, report }) => {
      requireProviderRequest(params);
      return installCuda(cudaInstaller(initialized().settings), signal, report);
    },
    removeProvider: async (params) => {
      requireProviderRequest(params);
      return uninstallCuda(cudaInstaller(initialized().settings));
    },
    cacheStatus: async () => initialized().executor.cacheStatus(),
    cleanCache: async (params) => initialized().executor.cleanCache(requireCleanRequest(params)),
    shutdown: async () => {
      await current?.executor.dispose();
      end();
      return null;
    },
  };
}
