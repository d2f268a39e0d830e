/** @file The second phase of diagnostics: tokens are counted when nobody types, and never for a text that has changed. */
import type { LangiumDocument, URI } from 'langium';
import type { Connection, Disposable } from 'vscode-languageserver';
import { checkTokens } from '../checks/tokens.ts';
import { inOrder, type Problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { movedProblems } from './moved-problems.ts';
import { toLsp } from './validator.ts';
import type { PromptWorkspace } from './workspace.ts';

/** Milliseconds without a key; the first count of a file does not wait. */
const PAUSE = 300;

interface Followed {
  /** Whose tokens are to be counted. */
  readonly document: PromptDocument;
  /** Files by which it was said what is unused. */
  readonly importers: readonly unknown[];
  readonly timer: NodeJS.Timeout;
  /** What was found last, in the text of that time. */
  known: { readonly text: string; readonly problems: readonly Problem[] };
}

export class TokenPhase implements Disposable {
  private readonly connection: Pick<Connection, 'sendDiagnostics'>;
  private readonly workspace: PromptWorkspace;
  private readonly followed = new Map<string, Followed>();
  private readonly held = new Set<string>();

  constructor(connection: Pick<Connection, 'sendDiagnostics'>, workspace: PromptWorkspace) {
    this.connection = connection;
    this.workspace = workspace;
  }

  /**
   * Counts later, and sends everything again when that finds something new.
   * @param found in the text alone.
   * @returns what is known of the tokens from before.
   */
  follow(document: LangiumDocument, linked: PromptDocument, found: readonly Problem[]): readonly Problem[] {
    const uri = document.uri.toString();
    const before = this.followed.get(uri);
    clearTimeout(before?.timer);
    this.held.delete(uri);
    const known = { text: linked.text, problems: before ? movedProblems(before.known, linked.text) : [] };
    const count = () => this.count(document, linked, found).catch((error) => console.error(error));
    const timer = setTimeout(count, before ? PAUSE : 0);
    this.followed.set(uri, { document: linked, importers: this.importersOf(document.uri), timer, known });
    return known.problems;
  }

  /** Whether an open file was checked with files that have changed since: those it reaches, or those that import it. */
  isOutdated(uri: URI): boolean {
    const followed = this.followed.get(uri.toString());
    if (followed === undefined) return false;
    const { folder, file } = this.workspace.placeOf(uri);
    const importers = this.importersOf(uri);
    const isSame = importers.length === followed.importers.length;
    const isAsBefore = isSame && importers.every((each, index) => each === followed.importers[index]);
    return !isAsBefore || followed.document !== folder.library.document(file);
  }

  private importersOf(uri: URI): readonly unknown[] {
    const { folder, file } = this.workspace.placeOf(uri);
    return folder.library.importsOf(file).flatMap(({ source, words }) => [source, ...words]);
  }

  /** Somebody types: nothing is counted until the text was looked at. */
  hold(uri: string): void {
    clearTimeout(this.followed.get(uri)?.timer);
    this.held.add(uri);
  }

  forget(uri: string): void {
    clearTimeout(this.followed.get(uri)?.timer);
    this.followed.delete(uri);
    this.held.delete(uri);
  }

  dispose(): void {
    for (const uri of this.followed.keys()) this.forget(uri);
  }

  private async count(document: LangiumDocument, linked: PromptDocument, found: readonly Problem[]): Promise<void> {
    const uri = document.uri.toString();
    const counter = this.workspace.tokenCounterFor(document.uri);
    const isWanted = () => this.followed.get(uri)?.document === linked && !this.held.has(uri);
    const tooLong = counter ? await checkTokens(linked, found, counter, whileIdle(isWanted)) : [];
    const followed = this.followed.get(uri);
    if (followed === undefined || !isWanted()) return;
    const isNews = JSON.stringify(tooLong) !== JSON.stringify(followed.known.problems);
    followed.known = { text: linked.text, problems: tooLong };
    if (!isNews) return;
    const diagnostics = inOrder([...found, ...tooLong]).map((each) => toLsp(linked, each));
    document.diagnostics = diagnostics;
    await this.connection.sendDiagnostics({ uri: document.textDocument.uri, diagnostics });
  }
}

/** Lets keys and questions go first, then says whether to go on. */
function whileIdle(isWanted: () => boolean): () => Promise<boolean> {
  return () => new Promise((resolve) => setImmediate(() => resolve(isWanted())));
}
