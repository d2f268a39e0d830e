/** @file The items of the Test Explorer: file → evaluation → statement, kept in step with plans. */
import { type TestController, type TestItem, TestTag, Uri, workspace } from 'vscode';
import type { PlanResult } from '../../protocol/language.ts';
import { counted } from '../../protocol/texts/figures.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { Places } from '../workspace/places.ts';
import { rangeOf } from './test-messages.ts';
import { type EvaluationTest, type StatementTest, testTree } from './test-tree.ts';

/** A statement that can be run. */
export interface StatementItem {
  readonly item: TestItem;
  readonly id: DeclarationId;
  readonly test: StatementTest;
}

export class TestItems {
  readonly #controller: TestController;
  readonly #places: Places;
  readonly #statements = new WeakMap<TestItem, StatementItem>();

  constructor(controller: TestController, places: Places) {
    this.#controller = controller;
    this.#places = places;
  }

  /** A file that was not compiled yet; its statements are asked for when somebody looks. */
  addFile(uri: Uri): TestItem {
    const known = this.#controller.items.get(uri.toString());
    if (known) return known;
    const item = this.#controller.createTestItem(uri.toString(), workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    this.#controller.items.add(item);
    return item;
  }

  removeFile(uri: Uri): void {
    this.#controller.items.delete(uri.toString());
  }

  /** Takes in what a file now says. A file that states nothing, and has no errors, is no test. */
  accept(uri: string, { plan, errors }: PlanResult): void {
    const tests = testTree(plan);
    const known = this.#controller.items.get(uri);
    if (tests.length === 0 && (errors === 0 || known === undefined)) {
      this.removeFile(Uri.parse(uri, true));
      return;
    }
    const file = known ?? this.addFile(Uri.parse(uri, true));
    file.canResolveChildren = false;
    file.error =
      errors === 0
        ? undefined
        : `${counted(errors, 'error')} in this file: what carries one, and what needs it, is no test.`;
    file.children.replace(tests.map((test, index) => this.#evaluation(test, index, { uri, file: plan.file })));
  }

  /** The statements of items and of all that is below them. */
  statementsOf(items: Iterable<TestItem>): readonly StatementItem[] {
    return [...items].flatMap((item) => {
      const own = this.#statements.get(item);
      return own ? [own] : this.statementsOf(childrenOf(item));
    });
  }

  /** Of an evaluation; empty when the file is not known. */
  statementsIn({ uri, name }: DeclarationId): readonly StatementItem[] {
    const evaluation = this.#controller.items.get(uri)?.children.get(`${uri}#${name}`);
    return evaluation ? this.statementsOf([evaluation]) : [];
  }

  evaluationItem({ uri, name }: DeclarationId): TestItem | undefined {
    return this.#controller.items.get(uri)?.children.get(`${uri}#${name}`);
  }

  #evaluation(test: EvaluationTest, index: number, { uri, file }: PlanFile): TestItem {
    const { name, span } = test.evaluation;
    const item = this.#controller.createTestItem(`${uri}#${name}`, name, this.#places.fileOf(uri, file, span));
    item.range = rangeOf(span);
    item.sortText = orderText(index);
    const statements = test.statements.map((one, place) => this.#statement(one, place, { uri, file, name }));
    item.children.replace(statements);
    return item;
  }

  #statement(test: StatementTest, index: number, { uri, file, name }: PlanFile & { readonly name: string }): TestItem {
    const { span, kind } = test.statement;
    const item = this.#controller.createTestItem(
      `${uri}#${name}#${test.id}`,
      test.label,
      this.#places.fileOf(uri, file, span),
    );
    item.range = rangeOf(span);
    item.sortText = orderText(index);
    item.tags = [new TestTag(kind)];
    this.#statements.set(item, { item, id: { uri, name }, test });
    return item;
  }
}

interface PlanFile {
  readonly uri: string;
  /** As the plan names it. */
  readonly file: string;
}

export function childrenOf({ children }: Pick<TestItem, 'children'>): readonly TestItem[] {
  return [...children].map(([, child]) => child);
}

/** Items are sorted by their names unless told otherwise. */
function orderText(index: number): string {
  return String(index).padStart(6, '0');
}
