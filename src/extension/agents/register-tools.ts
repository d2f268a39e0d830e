/** @file The verbs of this product as tools of the editor's language models. */
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { readArguments } from '../../protocol/agents/read-arguments.ts';
import { type AgentTool, type AgentToolName, agentTools } from '../../protocol/agents/tools.ts';
import { Failure } from '../../protocol/failure.ts';
import { signalOf } from '../signal-of.ts';
import { type ToolAnswer, type ToolParts, tools } from './tools.ts';

export function registerTools(parts: ToolParts, log: (error: unknown) => void): readonly vscode.Disposable[] {
  // Object.keys widens; the keys of the table are the names.
  const names = Object.keys(agentTools) as AgentToolName[];
  return names.map((name) => vscode.lm.registerTool(`vlprompt_${name}`, languageTool(name, parts, log)));
}

function languageTool(
  name: AgentToolName,
  parts: ToolParts,
  log: (error: unknown) => void,
): vscode.LanguageModelTool<unknown> {
  const { title, isReadOnly }: AgentTool = agentTools[name];
  return {
    invoke: async ({ input }, token) => {
      try {
        return await invoke(name, input, parts, signalOf(token));
      } catch (error) {
        if (Failure.is(error, 'cancelled')) throw new vscode.CancellationError();
        if (!Failure.is(error)) log(error);
        throw error; // Its sentence is what the model is told.
      }
    },
    prepareInvocation: ({ input }) => ({
      invocationMessage: `${title}: ${fileOf(input)}`,
      ...(!isReadOnly && {
        confirmationMessages: {
          title,
          message: `Run models for ${fileOf(input)}? What has not changed is taken from the cache.`,
        },
      }),
    }),
  };
}

async function invoke<Name extends AgentToolName>(
  name: Name,
  input: unknown,
  parts: ToolParts,
  signal: AbortSignal,
): Promise<vscode.LanguageModelToolResult> {
  const read = readArguments(name, input);
  if (read.kind === 'wrong') throw new Error(read.sentence);
  return resultOf(await tools[name](read.value, parts, signal));
}

/** A picture costs a model as much as pages of text. */
const mostPictures = 6;

async function resultOf({ text, pictures = [] }: ToolAnswer): Promise<vscode.LanguageModelToolResult> {
  const shown = await Promise.all(pictures.slice(0, mostPictures).map(picturePart));
  const words = new vscode.LanguageModelTextPart(text);
  return new vscode.LanguageModelToolResult([words, ...shown.flat()]);
}

/** Editors since 1.105 hand pictures to models; older ones have no such class, and then the text has to do. */
const { LanguageModelDataPart } = vscode as {
  readonly LanguageModelDataPart?: {
    readonly image: (data: Uint8Array, mime: string) => vscode.LanguageModelTextPart;
  };
};

/** None for what has gone meanwhile. */
async function picturePart(file: string): Promise<readonly vscode.LanguageModelTextPart[]> {
  if (LanguageModelDataPart === undefined) return [];
  const bytes = await readFile(file).catch(() => undefined);
  return bytes === undefined ? [] : [LanguageModelDataPart.image(bytes, 'image/png')];
}

/** For people: what a model says may be anything. */
function fileOf(input: unknown): string {
  const { file } = (input ?? {}) as { readonly file?: unknown }; // Looked at where it is used.
  return typeof file === 'string' ? file.slice(0, 120) : 'a prompt file';
}
