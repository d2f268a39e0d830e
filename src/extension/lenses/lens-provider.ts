import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  EventEmitter,
  languages,
  type TextDocument,
  workspace,
} from 'vscode';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { countImagesOfClasses } from '../boards/class-counts.ts';
import type { CurationBoard } from '../boards/curation-board.ts';
import type { DecisionBoard } from '../boards/decision-board.ts';
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { MeaningBoard } from '../boards/meaning-board.ts';
import type { RecipeBoard } from '../boards/recipe-board.ts';
import type { CommandId } from '../commands/command-table.ts';
import type { Plans } from '../language/plans.ts';
import { paced } from '../paced.ts';
import { comparedRun } from '../runs/differences/compared-run.ts';
import type { DifferenceBoard } from '../runs/differences/difference-board.ts';
import { standingOf } from '../runs/queue/queue-tree.ts';
import type { RunLibrary } from '../runs/run-library.ts';
import { setting } from '../settings/settings.ts';
import type { Places } from '../workspace/places.ts';
import { type Declaration, declarationsIn } from './declarations.ts';
import { declaredLenses, type FileFacts, isBrokenClass } from './declared-lenses.ts';
import { isInGit } from './git-folder.ts';
import type { Lens, LensAction, LensKind } from './lens.ts';

/**
 * Milliseconds between two changes of the lenses. The editor waits for a pause before it asks for lenses, a longer one
 * on a slow machine; changes that came faster would put it off until the run is over.
 */
const pace = 1000;

const commandsOf: {
  readonly [A in LensAction]:
    | CommandId
    | 'workbench.trust.manage'
    | 'workbench.actions.view.problems'
    | 'vlprompt.queue.focus'
    | '';
} = {
  draw: 'vlprompt.draw',
  drawClass: 'vlprompt.drawClass',
  cancel: 'vlprompt.cancel',
  showGrid: 'vlprompt.showGrid',
  review: 'vlprompt.review',
  reviewClass: 'vlprompt.reviewClass',
  export: 'vlprompt.exportCuration',
  evaluate: 'vlprompt.evaluate',
  showMatrix: 'vlprompt.showMatrix',
  showPrompts: 'vlprompt.showPrompts',
  compare: 'vlprompt.compareWithHead',
  showQueue: 'vlprompt.queue.focus',
  manageTrust: 'workbench.trust.manage',
  showProblems: 'workbench.actions.view.problems',
  nothing: '',
};

/** Read once for all lenses of a file. */
function shownKinds(): { readonly [K in LensKind]: boolean } {
  return {
    draw: setting('vlprompt.lens.draw'),
    drawClass: setting('vlprompt.lens.drawClass'),
    grid: setting('vlprompt.lens.grid'),
    review: setting('vlprompt.lens.review'),
    reviewClass: setting('vlprompt.lens.reviewClass'),
    reviewCuration: setting('vlprompt.lens.reviewCuration'),
    export: setting('vlprompt.lens.export'),
    evaluate: setting('vlprompt.lens.evaluate'),
    accuracy: setting('vlprompt.lens.accuracy'),
    nearest: setting('vlprompt.lens.nearest'),
    decisions: setting('vlprompt.lens.decisions'),
    compare: setting('vlprompt.lens.compare'),
    prompts: setting('vlprompt.lens.prompts'),
  };
}

export interface LensParts {
  readonly recipes: RecipeBoard;
  readonly evaluations: EvaluationBoard;
  readonly meanings: MeaningBoard;
  readonly decisions: DecisionBoard;
  readonly curations: CurationBoard;
  readonly runs: RunLibrary;
  readonly differences: DifferenceBoard;
  readonly plans: Plans;
  readonly places: Places;
}

/**
 * Lenses above every recipe, evaluation, class and curation; they ask the language server for places, and nobody for anything
 * else.
 */
export class LensProvider implements CodeLensProvider, Disposable {
  readonly #parts: LensParts;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  /** Classes without errors that have lenses, as file#name. */
  readonly #withLenses = new Set<string>();
  readonly #subscriptions: Disposable[];

  constructor(parts: LensParts) {
    this.#parts = parts;
    const tell = paced(() => this.#changed.fire(), pace);
    this.#subscriptions = [
      parts.recipes.onDidChange(tell),
      parts.evaluations.onDidChange(tell),
      parts.meanings.onDidChange(tell),
      parts.decisions.onDidChange(tell),
      parts.curations.onDidChange(tell),
      parts.runs.onDidChange(tell),
      parts.differences.onDidChange(tell),
      // A change of the file itself makes the editor ask anyway.
      parts.plans.onDidChange(({ cause }) => cause === 'outdated' && tell()),
      workspace.onDidGrantWorkspaceTrust(tell),
      workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('vlprompt.lens') && tell()),
      languages.registerCodeLensProvider({ language: 'vlprompt' }, this),
      { dispose: () => tell.dispose() },
    ];
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!setting('vlprompt.lens.enabled')) return [];
    // Without a language server the lenses say what was known last.
    await this.#parts.plans.of(document).catch(() => {});
    const declarations = declarationsIn(document.getText());
    const facts = this.#factsOf(document, declarations);
    const isShown = shownKinds();
    return declarations.flatMap((declaration) => {
      const lenses = declaredLenses(declaration, facts);
      this.#remember(document, declaration, facts, lenses);
      const shown = lenses.filter(({ kind }) => kind === undefined || isShown[kind]);
      return shown.map((lens) => this.#codeLens(document, declaration, lens));
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #remember({ uri }: TextDocument, { kind, name }: Declaration, facts: FileFacts, lenses: readonly Lens[]): void {
    if (kind !== 'class' || isBrokenClass(name, facts)) return;
    if (lenses.length > 0) this.#withLenses.add(`${uri}#${name}`);
    else this.#withLenses.delete(`${uri}#${name}`);
  }

  #codeLens(document: TextDocument, declaration: Declaration, { title, action, tooltip = '' }: Lens): CodeLens {
    const { range } = document.lineAt(declaration.line);
    const target = this.#targetOf(document.uri.toString(), declaration, action);
    return new CodeLens(range, { title, tooltip, command: commandsOf[action], arguments: [target] });
  }

  /** Images of a class are shown in the grid of a recipe that draws them. */
  #targetOf(uri: string, { kind, name }: Declaration, action: LensAction): DeclarationId {
    if (kind !== 'class' || action !== 'showGrid') return { uri, name };
    const drawing = this.#parts.plans
      .latest(uri)
      ?.plan.recipes.find(({ rows }) => rows.some((row) => row.class === name));
    return { uri, name: drawing?.name ?? name };
  }

  #factsOf(document: TextDocument, declarations: readonly Declaration[]): FileFacts {
    const { recipes, evaluations, meanings, decisions, curations, runs, differences, plans, places } = this.#parts;
    const uri = document.uri.toString();
    const plan = plans.latest(uri)?.plan;
    const folder = document.uri.scheme === 'file' ? places.workspaceOf(uri) : undefined;
    const ofFolder = folder === undefined ? undefined : runs.of(folder);
    // Of a recipe with errors the last images count, or every class would lose its lens while a line is typed.
    const declared = declarations.flatMap(({ kind, name }) => (kind === 'recipe' ? [{ uri, name }] : []));
    const states = declared.flatMap((id) => recipes.state(id) ?? []);
    return {
      plan,
      isTrusted: workspace.isTrusted,
      isInGit: folder !== undefined && isInGit(folder),
      recipe: (name) => recipes.state({ uri, name }),
      evaluation: (name) => evaluations.state({ uri, name }),
      standing: (kind, name) => ofFolder && plan && standingOf(ofFolder.queue, { kind, name, file: plan.file }),
      compared: (report) => ofFolder?.runs && comparedRun(ofFolder.runs, report),
      tested: ({ run, own }) =>
        folder === undefined || !own ? undefined : differences.of({ folder, before: run.id, after: own.id }),
      images: countImagesOfClasses(states),
      decisions: decisions.countsOf(uri),
      decided: (name) => decisions.decidedOf({ uri, name }),
      decisionsOf: (name) => decisions.countOf({ uri, name }),
      inSet: (name) => curations.inSet({ uri, name }),
      nearest: (className) => meanings.nearest(uri, className),
      hadLenses: (className) => this.#withLenses.has(`${document.uri}#${className}`),
    };
  }
}
