/** @file The Test Explorer's side of prompts: finds what files state, runs it, and says what came of it. */
import {
  type CancellationToken,
  type Disposable,
  type TestController,
  type TestItem,
  type TestRun,
  TestRunProfileKind,
  TestRunRequest,
  tests,
  Uri,
  workspace,
} from 'vscode';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { keyOf } from '../boards/board.ts';
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { EvaluationState } from '../boards/evaluation-state.ts';
import type { Plans } from '../language/plans.ts';
import type { Places } from '../workspace/places.ts';
import { describeItem, reportResult } from './report-result.ts';
import { runEvaluation } from './run-evaluation.ts';
import { showImages } from './show-images.ts';
import { statementResult } from './statement-result.ts';
import { childrenOf, type StatementItem, TestItems } from './test-items.ts';
import { mayStateSomething } from './test-tree.ts';

export interface TestExplorerParts {
  readonly evaluations: EvaluationBoard;
  readonly plans: Plans;
  readonly places: Places;
  /** Beside the editor. */
  readonly showMatrix: (id: DeclarationId) => void;
  /** What could not be found out, and nobody asked for. */
  readonly onError: (error: unknown) => void;
}

const promptFiles = '**/*.vlprompt';
const othersFiles = '**/{node_modules,.vlprompt,.git}/**';

export class TestExplorer implements Disposable {
  readonly #parts: TestExplorerParts;
  readonly #controller: TestController;
  readonly #items: TestItems;
  readonly #subscriptions: Disposable[];
  /** Of each evaluation, when the report that was told last was made; and whether it holds still. */
  readonly #told = new Map<string, string>();
  /** Evaluations that a run of this explorer is at. */
  readonly #running = new Set<string>();
  #isWatching = false;

  constructor(parts: TestExplorerParts) {
    this.#parts = parts;
    this.#controller = tests.createTestController('vlprompt', 'Prompts');
    this.#items = new TestItems(this.#controller, parts.places);
    this.#controller.resolveHandler = (item) => (item ? this.#compile(Uri.parse(item.id, true)) : this.#discover());
    this.#controller.refreshHandler = () => this.#discover();
    this.#addProfile('Run', TestRunProfileKind.Run);
    this.#addProfile('Debug by Images', TestRunProfileKind.Debug);
    this.#subscriptions = [
      this.#controller,
      parts.plans.onDidChange(({ uri, result }) => {
        this.#items.accept(uri, result);
        for (const { name } of result.plan.evaluations) this.#tellState({ uri, name });
      }),
      parts.evaluations.onDidChange((id) => this.#tellState(id)),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #addProfile(label: string, kind: TestRunProfileKind): void {
    const showsImages = kind === TestRunProfileKind.Debug;
    this.#controller.createRunProfile(
      label,
      kind,
      (request, token) => this.#run(request, token, showsImages),
      !showsImages,
    );
  }

  /** All prompt files of the workspace that may state something; they are compiled when somebody looks. */
  async #discover(): Promise<void> {
    this.#watch();
    const found = await workspace.findFiles(promptFiles, othersFiles);
    const kept = new Set(found.map(String));
    for (const item of childrenOf({ children: this.#controller.items })) {
      if (!kept.has(item.id) && !isOpen(item.id)) this.#items.removeFile(Uri.parse(item.id, true));
    }
    await Promise.all(found.map((uri) => this.#consider(uri)));
  }

  async #consider(uri: Uri): Promise<void> {
    try {
      const bytes = await workspace.fs.readFile(uri);
      if (mayStateSomething(new TextDecoder().decode(bytes))) this.#items.addFile(uri);
    } catch (error) {
      this.#parts.onError(error); // Gone since it was found.
    }
  }

  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const watcher = workspace.createFileSystemWatcher(promptFiles);
    this.#subscriptions.push(
      watcher,
      watcher.onDidCreate((uri) => this.#consider(uri)),
      watcher.onDidChange((uri) => this.#consider(uri)),
      watcher.onDidDelete((uri) => this.#items.removeFile(uri)),
    );
  }

  /** The plan comes in by the event. */
  async #compile(uri: Uri): Promise<void> {
    const item = this.#controller.items.get(uri.toString());
    if (item) item.busy = true;
    try {
      this.#items.accept(uri.toString(), await this.#parts.plans.ofFile(uri.toString()));
    } catch (error) {
      this.#parts.onError(error);
    } finally {
      if (item) item.busy = false;
    }
  }

  async #run(request: TestRunRequest, token: CancellationToken, showsImages: boolean): Promise<void> {
    const asked = request.include ?? childrenOf({ children: this.#controller.items });
    await Promise.all(
      asked.filter(({ canResolveChildren }) => canResolveChildren).map(({ uri }) => uri && this.#compile(uri)),
    );
    const excluded = new Set(this.#items.statementsOf(request.exclude ?? []).map(({ item }) => item));
    const statements = this.#items
      .statementsOf(stillThere(asked, this.#controller))
      .filter(({ item }) => !excluded.has(item));
    const run = this.#controller.createTestRun(request);
    try {
      for (const { item } of statements) run.enqueued(item);
      for (const group of byEvaluation(statements)) await this.#runGroup(run, group, token);
    } finally {
      run.end();
    }
    if (showsImages && !token.isCancellationRequested) this.#showImages(statements);
  }

  async #runGroup(run: TestRun, statements: readonly StatementItem[], token: CancellationToken): Promise<void> {
    const [first] = statements;
    if (first === undefined) return;
    const key = keyOf(first.id);
    this.#running.add(key);
    try {
      const state = await runEvaluation(run, first.id, statements, token, this.#parts);
      if (state?.report === undefined) return;
      this.#told.set(key, tellingOf(state));
      this.#tellResults(run, statements, state);
    } finally {
      this.#running.delete(key);
    }
  }

  /** Of the first evaluation that states something that does not hold. */
  #showImages(statements: readonly StatementItem[]): void {
    const [failed] = byEvaluation(statements.filter((one) => this.#speaksAgainst(one)));
    const [shown] = failed ?? statements;
    if (shown === undefined) return;
    const { classes = [] } = this.#parts.evaluations.state(shown.id)?.report ?? {};
    const results = (failed ?? []).flatMap((one) => this.#resultOf(one) ?? []);
    showImages({ id: shown.id, classes, results }, this.#parts.showMatrix);
  }

  #speaksAgainst(statement: StatementItem): boolean {
    return (this.#resultOf(statement)?.outcome ?? 'passed') !== 'passed';
  }

  #resultOf({ id, test }: StatementItem) {
    const state = this.#parts.evaluations.state(id);
    return state && statementResult(test.statement, state);
  }

  /** What a lens, the command line or another window found out is told here as well. */
  #tellState(id: DeclarationId): void {
    const state = this.#parts.evaluations.state(id);
    const item = this.#items.evaluationItem(id);
    const key = keyOf(id);
    if (state?.report === undefined || state.run || item === undefined || this.#running.has(key)) return;
    const statements = this.#items.statementsOf([item]);
    for (const one of statements) describeItem(one.item, statementResult(one.test.statement, state));
    if (this.#told.get(key) === tellingOf(state)) return;
    this.#told.set(key, tellingOf(state));
    // What was told stays to be seen, as of before.
    if (state.isStale) this.#controller.invalidateTestResults(item);
    else this.#tellReport(item, statements, state);
  }

  #tellReport(item: TestItem, statements: readonly StatementItem[], state: EvaluationState): void {
    const run = this.#controller.createTestRun(new TestRunRequest([item]), 'Last report', false);
    this.#tellResults(run, statements, state);
    run.end();
  }

  #tellResults(run: TestRun, statements: readonly StatementItem[], state: EvaluationState): void {
    const { classes = [], milliseconds = 0 } = state.report ?? {};
    for (const { item, id, test } of statements) {
      const result = statementResult(test.statement, state);
      const share = milliseconds / statements.length;
      if (result) reportResult(run, item, result, { id, classes, milliseconds: share });
      else run.skipped(item);
    }
  }
}

/** Two states that say the same need be told once. */
function tellingOf({ report, isStale }: EvaluationState): string {
  return `${report?.made} ${isStale}`;
}

/** Items may have been made anew when their file was compiled. */
function stillThere(items: readonly TestItem[], controller: TestController): readonly TestItem[] {
  return items.map((item) => (item.parent === undefined ? (controller.items.get(item.id) ?? item) : item));
}

function byEvaluation(statements: readonly StatementItem[]): readonly (readonly StatementItem[])[] {
  const groups = new Map<string, StatementItem[]>();
  for (const one of statements) {
    const group = groups.get(keyOf(one.id)) ?? [];
    groups.set(keyOf(one.id), [...group, one]);
  }
  return [...groups.values()];
}

function isOpen(uri: string): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri);
}
