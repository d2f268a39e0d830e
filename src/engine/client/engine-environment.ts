/** Variables that would make the child another program than a plain Node, and families of them. */
const stripped = ['NODE_OPTIONS', 'ELECTRON_NO_ATTACH_CONSOLE', 'ELECTRON_RUN_AS_NODE', 'NODE_CHANNEL_FD'];
const strippedPrefix = 'VSCODE_';

/**
 * The environment of the engine process. VS Code's own variables make Electron behave as the editor, and a debugger's
 * `NODE_OPTIONS` would load its hooks into the engine.
 * @param electron whether the binary is Electron's, which must be told to be a plain Node
 */
export function engineEnvironment(parent: NodeJS.ProcessEnv, electron: boolean): NodeJS.ProcessEnv {
  const kept = Object.entries(parent).filter(
    ([name]) => !stripped.includes(name.toUpperCase()) && !name.toUpperCase().startsWith(strippedPrefix),
  );
  return { ...Object.fromEntries(kept), ...(electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) };
}
