/** @file Conditions that stand in no file, as clients ask for them. */
import { readFile } from 'node:fs/promises';
import { URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import {
  type CompleteConditionParams,
  type ConditionCompletions,
  type ConditionParams,
  type ConditionResult,
  completeConditionRequest,
  conditionRequest,
} from '../../protocol/language.ts';
import type { PromptDocument } from '../document.ts';
import type { Completion } from '../features/completion/completion.ts';
import { completeCondition, readCondition } from '../features/where-condition.ts';
import type { PromptWorkspace } from './workspace.ts';

/** @param textOf the text of a file as it stands in the editor; undefined when no editor has it */
export function serveConditions(
  connection: Connection,
  workspace: PromptWorkspace,
  textOf: (uri: string) => string | undefined,
): void {
  const documentOf = async (address: string): Promise<PromptDocument> => {
    const uri = URI.parse(address);
    return workspace.completeText(uri, textOf(address) ?? (await readFile(uri.fsPath, 'utf8')));
  };
  connection.onRequest(
    conditionRequest,
    async ({ uri, text }: ConditionParams): Promise<ConditionResult> => readCondition(await documentOf(uri), text),
  );
  connection.onRequest(
    completeConditionRequest,
    async ({ uri, text, offset }: CompleteConditionParams): Promise<ConditionCompletions> => {
      const { at, field, items } = await completeCondition(await documentOf(uri), text, offset);
      return { start: at.start, ...(field !== undefined && { field }), items: items.map(item) };
    },
  );
}

function item({ label, detail, documentation, text = label, isSnippet }: Completion) {
  return { label, detail: detail ?? documentation ?? '', insert: isSnippet ? untilPlaceholder(text) : text };
}

/** What is typed next goes there. */
function untilPlaceholder(snippet: string): string {
  return snippet.replace(/\$(\d|\{)[\s\S]*$/, '');
}
