/** @file Whether what is said of an open file still holds when other files have changed. */
import { URI } from 'langium';
import type { TokenPhase } from './token-phase.ts';
import type { PromptWorkspace } from './workspace.ts';

export class Freshness {
  private readonly workspace: PromptWorkspace;
  private readonly tokens: TokenPhase;

  constructor(workspace: PromptWorkspace, tokens: TokenPhase) {
    this.workspace = workspace;
    this.tokens = tokens;
  }

  /** @param changed URIs of files that are about to be parsed again. */
  isAffected(uri: URI, changed: ReadonlySet<string>): boolean {
    if (this.tokens.isOutdated(uri)) return true;
    const { folder, file } = this.workspace.placeOf(uri);
    // What is unused in a file depends on those that import it.
    const importers = new Set(folder.library.importersOf(file));
    return [...changed]
      .map((each) => this.workspace.placeOf(URI.parse(each)))
      .filter((each) => each.folder === folder)
      .some((each) => importers.has(each.file) || folder.library.reachersOf(each.file).has(file));
  }
}
