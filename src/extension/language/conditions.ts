/** @file Conditions that stand in no file, asked of the language server. */
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type ConditionCompletions,
  type ConditionResult,
  completeConditionRequest,
  conditionRequest,
} from '../../protocol/language.ts';
import type { Conditions } from '../review/review-conditions.ts';

export function conditionsOf(client: LanguageClient): Conditions {
  return {
    read: async (params) => {
      await client.start();
      return client.sendRequest<ConditionResult>(conditionRequest, params);
    },
    complete: async (params) => {
      await client.start();
      return client.sendRequest<ConditionCompletions>(completeConditionRequest, params);
    },
  };
}
