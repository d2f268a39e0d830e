/** @file An open review: what its file says, what was changed since, and keeping that. */
import { type CancellationToken, type CustomDocument, EventEmitter, RelativePattern, Uri, workspace } from 'vscode';
import type { ReviewView } from '../../protocol/webviews/review.ts';
import { sentenceOf } from '../failures.ts';
import { baseName } from '../panels/addresses.ts';
import { formatReview, type ReviewFile, readReview } from './review-file.ts';
import type { ReviewedDocument } from './review-session.ts';

export class ReviewDocument implements CustomDocument, ReviewedDocument {
  readonly uri: Uri;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #watcher;
  #file: ReviewFile | undefined;
  #saved: ReviewFile | undefined;
  #problem: string | undefined;

  private constructor(uri: Uri) {
    this.uri = uri;
    const [folder, name] = [Uri.joinPath(uri, '..'), uri.path.split('/').at(-1) ?? ''];
    this.#watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, literal(name)));
    this.#watcher.onDidChange(() => void this.#onDisk());
  }

  /** @param backup address of what was not saved when the window was closed */
  static async open(uri: Uri, backup?: string): Promise<ReviewDocument> {
    const document = new ReviewDocument(uri);
    await document.revert();
    if (backup !== undefined) document.#file = await readAt(Uri.parse(backup, true)).catch(() => document.#file);
    return document;
  }

  get file(): ReviewFile | undefined {
    return this.#file;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get name(): string {
    return baseName(this.uri.path);
  }

  /** Whether saving would write another file. */
  get isChanged(): boolean {
    return textOf(this.#file) !== textOf(this.#saved);
  }

  readonly show = (view: ReviewView): void => {
    if (!this.#file) return;
    this.#file = { ...this.#file, view };
    this.#changed.fire();
  };

  /** Leaves a file alone that says the same already, however it is spaced. */
  async save(): Promise<void> {
    if (!this.#file || !this.isChanged) return;
    await this.writeTo(this.uri);
    this.#saved = this.#file;
  }

  async writeTo(uri: Uri, cancellation?: CancellationToken): Promise<void> {
    if (!this.#file || cancellation?.isCancellationRequested) return;
    await workspace.fs.writeFile(uri, new TextEncoder().encode(formatReview(this.#file)));
  }

  /** Takes what the file says. */
  async revert(): Promise<void> {
    this.#take(await contentOf(this.uri));
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#changed.dispose();
  }

  #take({ file, problem }: Content): void {
    this.#saved = file;
    this.#problem = problem;
    this.#file = file;
    this.#changed.fire();
  }

  /** Somebody else wrote the file: it counts unless the view was changed here, also while it was being read. */
  async #onDisk(): Promise<void> {
    const [before, saved] = [this.#file, textOf(this.#saved)];
    const content = await contentOf(this.uri);
    const isOwn = content.file !== undefined && textOf(content.file) === saved;
    if (!isOwn && !this.isChanged && this.#file === before) this.#take(content);
  }
}

/** Either a file or a problem. */
interface Content {
  readonly file: ReviewFile | undefined;
  readonly problem: string | undefined;
}

async function contentOf(uri: Uri): Promise<Content> {
  return readAt(uri).then(
    (file) => ({ file, problem: undefined }),
    (error: unknown) => ({ file: undefined, problem: sentenceOf(error) }),
  );
}

async function readAt(uri: Uri): Promise<ReviewFile> {
  return readReview(new TextDecoder().decode(await workspace.fs.readFile(uri)));
}

function textOf(file: ReviewFile | undefined): string {
  return file ? formatReview(file) : '';
}

/** Brackets and stars in a file's name are no pattern. */
function literal(name: string): string {
  return name.replace(/[[\]{}*?]/gu, '?');
}
