/**
 * @file A real VS Code server on loopback, in a temporary home of its own: its settings, its extensions, its copy of
 * the workspace. Nothing outlives `stop`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeExecutable, setUpHost, vscodeFolder } from './setup.mjs';

export interface ServerOptions {
  /** Folder to open. */
  readonly workspace: string;
  /** Tests get a copy of the folder; `npm start` works in the folder itself. */
  readonly copy?: boolean;
  /** Extensions to install. */
  readonly vsix?: readonly string[];
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Who does not know it gets no page; without one everybody on this machine does. */
  readonly token?: string;
  /** Off in the tests unless a test is about it. */
  readonly workspaceTrust?: boolean;
}

export interface WorkbenchServer {
  readonly url: string;
  /** The folder that is open. */
  readonly workspace: string;
  readonly process: ChildProcess;
  /** What the server has printed so far. */
  readonly log: () => string;
  /** The URI by which the page knows a file of this machine. */
  readonly remoteUri: (file: string) => string;
  readonly stop: () => Promise<void>;
}

/** Nothing asks, nothing phones home, nothing fills the screen but the workspace. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
};

/** Built-in extensions that nothing here needs; they cost two seconds a start. */
const skippedExtensions = [
  'GitHub.copilot',
  'vscode.git',
  'vscode.github',
  'vscode.debug-auto-launch',
  'vscode.terminal-suggest',
  'vscode.tunnel-forwarding',
  'vscode.microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
];

/** Resolves when the server answers; rejects with its last words when it ends before. */
export async function startServer(options: ServerOptions): Promise<WorkbenchServer> {
  setUpHost();
  const home = mkdtempSync(path.join(tmpdir(), 'vlprompt-workbench-'));
  const place = prepareHome(home, options);
  const logFile = path.join(home, 'server.log');
  const server = spawnServer(place, options, logFile);
  const log = () => readFileSync(logFile, 'utf8');
  const kill = () => {
    signalGroup(server, 'SIGKILL');
    rmSync(home, { recursive: true, force: true });
  };
  const stop = async () => {
    await end(server);
    process.removeListener('exit', kill);
    kill();
  };
  process.once('exit', kill);
  endWithSignals();
  try {
    const port = await portOf(server, log);
    return {
      url: `http://127.0.0.1:${port}`,
      workspace: place.workspace,
      process: server,
      log,
      remoteUri: (file) => `vscode-remote://127.0.0.1:${port}${file}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Place {
  readonly workspace: string;
  readonly env: Record<string, string>;
  readonly args: readonly string[];
}

function prepareHome(home: string, { workspace, copy = true, settings, env, vsix = [] }: ServerOptions): Place {
  const opened = copy ? path.join(home, 'workspace') : workspace;
  if (copy) cpSync(workspace, opened, { recursive: true, filter: isSource });
  mkdirSync(path.join(home, 'user/User'), { recursive: true });
  writeFileSync(path.join(home, 'user/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }));
  const place: Place = { workspace: opened, env: serverEnvironment(home, env), args: folderArguments(home) };
  for (const file of vsix) install(file, place);
  return place;
}

/** A copy begins without what earlier runs have left in the folder. */
function isSource(file: string): boolean {
  return path.basename(file) !== '.vlprompt';
}

function serverEnvironment(home: string, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    LANG: 'C.UTF-8',
    HOME: home,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    VSCODE_SKIP_BUILTIN_EXTENSIONS: skippedExtensions.join(','),
    ...env,
  };
}

function folderArguments(home: string): readonly string[] {
  const folders = { 'server-data-dir': 'data', 'user-data-dir': 'user', 'extensions-dir': 'extensions' };
  const pairs = Object.entries(folders).flatMap(([option, name]) => [`--${option}`, path.join(home, name)]);
  return [
    path.join(vscodeFolder, 'out/server-main.js'),
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    ...pairs,
  ];
}

function install(file: string, { args, env }: Place): void {
  const { status, stdout, stderr } = spawnSync(nodeExecutable, [...args, '--install-extension', path.resolve(file)], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} could not be installed:\n${stdout}${stderr}`);
}

function spawnServer({ args, env, workspace }: Place, options: ServerOptions, logFile: string): ChildProcess {
  const access = options.token === undefined ? ['--without-connection-token'] : ['--connection-token', options.token];
  const trust = options.workspaceTrust === true ? [] : ['--disable-workspace-trust'];
  // Without the smoke test driver a built workbench ignores extensionDevelopmentPath and extensionTestsPath.
  const rest = ['--host', '127.0.0.1', '--port', '0', '--enable-smoke-test-driver', '--disable-experiments'];
  const log = openSync(logFile, 'w');
  return spawn(nodeExecutable, [...args, ...rest, ...access, ...trust, '--default-folder', workspace], {
    env,
    stdio: ['ignore', log, log],
    detached: true,
  });
}

/** The server takes a free port and then says which. */
async function portOf(server: ChildProcess, log: () => string): Promise<number> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
    if (port !== undefined) return Number(port);
    if (server.exitCode !== null || Date.now() > deadline)
      throw new Error(`The VS Code server did not start:\n${log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ends the server's process group: extension hosts and engines are its children. */
async function end(server: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) =>
    server.exitCode === null ? server.once('exit', () => resolve()) : resolve(),
  );
  signalGroup(server, 'SIGTERM');
  const patience = setTimeout(() => signalGroup(server, 'SIGKILL'), 5000);
  await gone;
  clearTimeout(patience);
}

/** Without a handler a signal ends a process before its exit hooks, and the server would outlive it. */
function endWithSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(code));
  }
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // ESRCH: the group is gone, as wanted.
  }
}
