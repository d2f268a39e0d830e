/** @file Where things are on disk: the folder a prompt file belongs to, its store, what the extension ships with. */
import path from 'node:path';
import { type ExtensionContext, Uri, workspace } from 'vscode';
import type { SourceSpan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';

export class Places {
  readonly #context: ExtensionContext;

  constructor(context: ExtensionContext) {
    this.#context = context;
  }

  get engineEntry(): string {
    return this.#context.asAbsolutePath('dist/engine.cjs');
  }

  /** The command line, a script for Node. */
  get commandLine(): string {
    return this.#context.asAbsolutePath('dist/cli.cjs');
  }

  get starterPack(): string {
    return this.#context.asAbsolutePath('models/starter');
  }

  /** Public models that are known to work. */
  get catalogue(): string {
    return this.#context.asAbsolutePath('models/catalogue.json');
  }

  get examples(): Uri {
    return Uri.joinPath(this.#context.extensionUri, 'examples');
  }

  /** A folder of our own for what belongs to no workspace. */
  get ownFolder(): Uri {
    return this.#context.globalStorageUri;
  }

  /**
   * The absolute path of the folder that a file's paths are relative to: its workspace folder, else its own.
   * @throws Failure `file-unreadable` when the file is on no disk that a model could be run beside
   */
  workspaceOf(uri: string): string {
    const file = Uri.parse(uri, true);
    if (file.scheme === 'untitled') return workspace.workspaceFolders?.[0]?.uri.fsPath ?? this.ownFolder.fsPath;
    if (file.scheme !== 'file') throw notOnDisk(file);
    return workspace.getWorkspaceFolder(file)?.uri.fsPath ?? path.dirname(file.fsPath);
  }

  /** The absolute path of the folder for images, reports and runs. */
  storeOf(uri: string): string {
    return path.join(this.workspaceOf(uri), '.vlprompt');
  }

  /** The file that a span of a plan points into; most point into the plan's own. */
  fileOf(uri: string, planFile: string, span: SourceSpan): Uri {
    if (span.file === planFile) return Uri.parse(uri, true);
    return Uri.file(path.join(this.workspaceOf(uri), span.file));
  }
}

function notOnDisk({ scheme }: Uri): Failure {
  return new Failure(
    'file-unreadable',
    `Models run beside files on disk, and this one is in ${scheme}: save it to a folder.`,
  );
}
