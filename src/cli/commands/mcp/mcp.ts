/**
 * @file `vlprompt mcp`: the verbs of this product for assistants, over the Model Context Protocol on standard input and
 * output (revision 2025-06-18, by the official SDK). Standard output belongs to the protocol; notes go to standard error.
 */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { readArguments } from '../../../protocol/agents/read-arguments.ts';
import { type AgentToolName, agentTools } from '../../../protocol/agents/tools.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { EngineChoices } from '../../engine-session.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { productVersion } from '../../product.ts';
import { existingFolder } from '../../prompt-file.ts';
import type { Shell } from '../../shell.ts';
import { keptEngines } from './kept-engine.ts';
import { type ToolAnswer, type ToolParts, tools } from './tools.ts';

export interface McpOptions extends EngineChoices {
  readonly workspace?: string;
}

/** Serves until the other end goes away, or the process is told to end. */
export async function mcp(options: McpOptions, shell: Shell): Promise<ExitCode> {
  const workspace = existingFolder(options.workspace ?? '.', shell.workingDirectory);
  const gone = new AbortController();
  process.stdin.once('end', () => gone.abort());
  const signal = AbortSignal.any([shell.signal, gone.signal]);
  await serveAssistant(new StdioServerTransport(), { workspace, choices: options }, { ...shell, signal });
  return exitCodes.passed;
}

/** Resolves once the connection is closed, by the other end or by the shell's signal, and the engine has ended. */
export async function serveAssistant(
  transport: Transport,
  { workspace, choices }: Pick<ToolParts, 'workspace' | 'choices'>,
  shell: Shell,
): Promise<void> {
  const engines = keptEngines(shell.startEngine);
  const server = new Server(
    { name: 'vlprompt', title: 'VLPrompt', version: productVersion() },
    { capabilities: { tools: {} }, instructions },
  );
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: listedTools }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const progressToken = params._meta?.progressToken;
    const report: ToolParts['report'] = (done, total, message) => {
      if (progressToken === undefined || total === 0) return;
      const progress = { progressToken, progress: done, total, message };
      sendNotification({ method: 'notifications/progress', params: progress }).catch(() => {}); // It has gone away.
    };
    const own: Shell = { ...shell, startEngine: engines.startEngine, workingDirectory: workspace, signal };
    return answer(params.name, params.arguments, { shell: own, workspace, choices, report });
  });
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
    shell.signal.addEventListener('abort', () => void server.close(), { once: true });
  });
  try {
    await server.connect(transport);
    await closed;
  } finally {
    await engines.dispose();
  }
}

const instructions =
  'VLPrompt draws images from words and judges images by words, both written in .vlprompt files. Edit the file, then ' +
  'check it, plan it to see what it costs, draw and evaluate; compare with HEAD to see whether the change helped. Trust a ' +
  'number only with its n and interval, and real images more than drawn ones.';

// Object.entries widens; the keys of the table are the names.
const listedTools: Tool[] = (Object.entries(agentTools) as [AgentToolName, (typeof agentTools)[AgentToolName]][]).map(
  ([name, { title, description, schema, isReadOnly }]) => ({
    name,
    title,
    description,
    inputSchema: { ...schema, required: [...schema.required] },
    annotations: {
      title,
      readOnlyHint: isReadOnly,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  }),
);

/** What goes wrong is an answer that the assistant can act on, and no error of the protocol. */
async function answer(name: string, given: unknown, parts: ToolParts): Promise<CallToolResult> {
  try {
    if (!isTool(name)) return failed(`There is no tool ${JSON.stringify(name.slice(0, 40))}.`);
    return await call(name, given, parts);
  } catch (error) {
    if (Failure.is(error)) return failed(error.message);
    parts.shell.terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return failed('Something went wrong that should not; standard error of vlprompt mcp has the details.');
  }
}

async function call<Name extends AgentToolName>(name: Name, given: unknown, parts: ToolParts): Promise<CallToolResult> {
  const read = readArguments(name, given);
  if (read.kind === 'wrong') return failed(read.sentence);
  return result(await tools[name](read.value, parts));
}

function result({ text, pictures = [] }: ToolAnswer): CallToolResult {
  const images = pictures.map(({ data }) => ({ type: 'image' as const, data, mimeType: 'image/png' }));
  return { content: [{ type: 'text', text }, ...images] };
}

function failed(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

function isTool(name: string): name is AgentToolName {
  return Object.hasOwn(agentTools, name);
}
