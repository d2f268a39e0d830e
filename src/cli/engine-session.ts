/** @file An engine for the length of one command. */
import { homedir } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../engine/client/cache-folder.ts';
import type { Engine, EngineCaller } from '../engine/client/engine.ts';
import type { EngineInfo, ProviderName } from '../protocol/engine.ts';
import { Failure } from '../protocol/failure.ts';
import { product } from './product.ts';
import type { Shell } from './shell.ts';
import { printable } from './terminal/columns.ts';
import { UsageError } from './usage-error.ts';

export const providerChoices = ['auto', 'cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const satisfies readonly (
  | ProviderName
  | 'auto'
)[];

/** What the options of a command say of the engine. */
export interface EngineChoices {
  readonly store?: string;
  readonly provider?: (typeof providerChoices)[number];
  readonly threads?: number;
  readonly models?: readonly string[];
  /** Megabytes. */
  readonly memory?: number;
  readonly offline?: boolean;
  readonly verbose?: boolean;
}

export interface EngineSession {
  readonly calls: EngineCaller;
  readonly info: EngineInfo;
  /** Absolute path. */
  readonly store: string;
}

/** Starts an engine, lets it be used, and ends it whatever happens. */
export async function withEngine<T>(
  workspace: string,
  choices: EngineChoices,
  shell: Shell,
  use: (session: EngineSession) => Promise<T>,
): Promise<T> {
  if (shell.signal.aborted) throw new Failure('cancelled', 'Cancelled.');
  const store = path.resolve(shell.workingDirectory, choices.store ?? path.join(workspace, '.vlprompt'));
  const engine = await start(workspace, store, choices, shell);
  try {
    return await use({ calls: engine.calls, info: infoOf(engine), store });
  } finally {
    await engine.dispose();
  }
}

function start(workspace: string, store: string, choices: EngineChoices, shell: Shell): Promise<Engine> {
  const { terminal, workingDirectory } = shell;
  return shell.startEngine({
    entry: product.engine.entry,
    nodeOptions: product.engine.nodeOptions,
    node: process.execPath,
    settings: {
      workspace,
      store,
      starterPack: product.starterPack,
      trustedModelFolders: trustedModelFolders(choices, workingDirectory),
      provider: choices.provider ?? 'auto',
      threads: choices.threads ?? 0,
      cache: cacheFolder({ platform: process.platform, environment: shell.environment, home: homedir() }),
      memory: choices.memory ?? 0,
      storeSize: storeSizeOf(shell.environment),
      offline: choices.offline ?? false,
      logLevel: choices.verbose ? 'debug' : 'warn',
    },
    ...(choices.verbose && {
      log: (line, level) => terminal.note(terminal.noteStyle.dim(`${level.padEnd(5)} ${printable(line)}`)),
    }),
  });
}

/** Gigabytes, as in the editor's setting. */
const usualStoreSize = 20;

/** @throws UsageError when the variable holds no size */
function storeSizeOf({ VLPROMPT_CACHE_SIZE: written = '' }: NodeJS.ProcessEnv): number {
  if (written.trim() === '') return usualStoreSize;
  const size = Number(written);
  if (size >= 0 && size <= 1_000_000) return size;
  throw new UsageError(
    `VLPROMPT_CACHE_SIZE is \`${written}\`; it takes gigabytes, such as 20, or 0 for a cache that may grow.`,
  );
}

/** Absolute paths of the folders that `--models` names. */
export function trustedModelFolders({ models = [] }: EngineChoices, workingDirectory: string): readonly string[] {
  return models.map((folder) => path.resolve(workingDirectory, folder));
}

function infoOf({ state }: Engine): EngineInfo {
  if (state.kind === 'ready' || state.kind === 'busy') return state.info;
  throw new Failure('engine-not-started', 'The engine did not start: run `vlprompt doctor` to see why.');
}
