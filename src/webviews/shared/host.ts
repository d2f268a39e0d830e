/** @file The one seam between a page and VS Code; nothing else touches `acquireVsCodeApi` or the transport. */
import type { Call, Caller } from '../../protocol/connection/calls.ts';
import { caller, type MethodTable } from '../../protocol/connection/connection.ts';
import { connectPort } from '../../protocol/connection/port-connection.ts';
import { greeting } from '../../protocol/connection/webview-greeting.ts';

export interface Host<Map extends { [M in keyof Map]: Call<unknown, unknown, unknown> }, State> {
  readonly calls: Caller<Map>;
  /** What the page remembered; also given to VS Code, which restores the tab with it. */
  readonly recall: () => Partial<State>;
  readonly remember: (state: State) => void;
}

/** May be called once a page. */
export function connectHost<Map extends { [M in keyof Map]: Call<unknown, unknown, unknown> }, State>(
  methods: MethodTable<Map>,
): Host<Map, State> {
  const vscode = acquireVsCodeApi<Partial<State>>();
  const connection = connectPort({
    post: (message) => vscode.postMessage(message),
    listen: (listener) => {
      const hear = ({ data }: MessageEvent<unknown>) => listener(data);
      window.addEventListener('message', hear);
      return { dispose: () => window.removeEventListener('message', hear) };
    },
  });
  vscode.postMessage(greeting);
  connection.listen();
  return {
    calls: caller<Map>(connection, methods),
    recall: () => vscode.getState() ?? {},
    remember: (state) => void vscode.setState(state),
  };
}
