/** @file Calls about images that people look through, answered. */
import type { Handlers } from '../../protocol/connection/calls.ts';
import type { SetCalls } from '../../protocol/set-calls.ts';
import { drain } from './drain.ts';
import type { Initialized } from './engine-handlers.ts';
import {
  requireImageOfSet,
  requireListOfSet,
  requireListPart,
  requireListRequest,
  requireNumbersOfSet,
  requireOpenSetRequest,
  requireSet,
  requireSetDecision,
  requireStepOfSet,
} from './shapes/set-shapes.ts';

/** @param initialized throws before the first `initialize` */
export function setHandlers(initialized: () => Initialized): Handlers<SetCalls> {
  const sets = () => initialized().executor.sets;
  return {
    openSet: async (params, { signal, report }) => drain(sets().open(requireOpenSetRequest(params), signal), report),
    listSet: async (params, { signal, report }) => drain(sets().list(requireListRequest(params), signal), report),
    readList: async (params) => sets().read(requireListPart(params)),
    lettersOf: async (params) => {
      const { set, list } = requireListOfSet(params);
      return sets().letters(set, list);
    },
    numbersOf: async (params) => {
      const { set, list } = requireListOfSet(params);
      return sets().numbers(set, list);
    },
    facetsOf: async (params) => {
      const { set, list } = requireListOfSet(params);
      return sets().facets(set, list);
    },
    decideInSet: async (params) => sets().decide(requireSetDecision(params)),
    undoInSet: async (params) => {
      const { set, step } = requireStepOfSet(params);
      return sets().undo(set, step);
    },
    tellApart: async (params) => {
      const { set, numbers } = requireNumbersOfSet(params);
      await sets().tellApart(set, numbers);
      return null;
    },
    explainScore: async (params, { signal, report }) => {
      const { set, number } = requireImageOfSet(params);
      return drain(sets().explain(set, number, signal), report);
    },
    nearestReal: async (params, { signal, report }) => {
      const { set, number } = requireImageOfSet(params);
      return drain(sets().nearestReal(set, number, signal), report);
    },
    watchSet: async (params, { signal, report }) => {
      await sets().watch(requireSet(params), report, signal);
      return null;
    },
    closeSet: async (params) => {
      sets().close(requireSet(params));
      return null;
    },
  };
}
