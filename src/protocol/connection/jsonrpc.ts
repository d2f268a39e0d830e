/** @file The parts of `vscode-jsonrpc` that the boundaries use; its entry picks Node or browser by itself. */
export { CancellationTokenSource, ProgressType, ResponseError } from 'vscode-jsonrpc';

/** From the language server protocol: the request was understood and failed. */
export const LSPErrorCodes = { RequestFailed: -32803 } as const;
