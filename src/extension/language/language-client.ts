import { type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { downloadCommand, type ServerOptions } from '../../protocol/language.ts';
import { setting } from '../settings/settings.ts';
import { wildcardLenses, wildcardSelector } from './wildcard-files.ts';

/** The client of the language server, not yet started. */
export function languageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.cjs');
  const server = { module, transport: TransportKind.ipc };
  const client: LanguageClient = new LanguageClient(
    'vlprompt',
    'VLPrompt Language Server',
    { run: server, debug: server },
    {
      documentSelector: [{ language: 'vlprompt' }, ...wildcardSelector],
      middleware: wildcardLenses(() => client),
      outputChannel: log,
      traceOutputChannel: log,
      synchronize: { fileEvents: workspace.createFileSystemWatcher('**/*.vlprompt') },
      initializationOptions: {
        commands: [downloadCommand],
        starterPack: context.asAbsolutePath('models/starter'),
        trustedModelFolders: setting('vlprompt.models.trustedFolders'),
      } satisfies ServerOptions,
    },
  );
  return client;
}
