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
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { RecipeBoard } from '../boards/recipe-board.ts';
import type { CommandId } from '../commands/command-table.ts';
import type { Plans } from '../language/plans.ts';
import { paced } from '../paced.ts';
import { countPrompts } from '../prompts/count-prompts.ts';
import { setting } from '../settings/settings.ts';
import { type Declaration, declarationsIn } from './declarations.ts';
import {
  brokenLens,
  evaluationLenses,
  type Lens,
  type LensAction,
  promptsLens,
  recipeLenses,
  untrustedLens,
} from './lens-texts.ts';

/**
 * Milliseconds between two changes of the lenses. The editor waits for a pause before it asks for lenses, a longer one
 * on a slow machine; changes that came faster would put it off until the run is over.
 */
const pace = 1000;

const commandsOf: {
  readonly [A in LensAction]: CommandId | 'workbench.trust.manage' | 'workbench.actions.view.problems';
} = {
  draw: 'vlprompt.draw',
  cancel: 'vlprompt.cancel',
  showGrid: 'vlprompt.showGrid',
  evaluate: 'vlprompt.evaluate',
  showMatrix: 'vlprompt.showMatrix',
  showPrompts: 'vlprompt.showPrompts',
  manageTrust: 'workbench.trust.manage',
  showProblems: 'workbench.actions.view.problems',
};

export interface LensParts {
  readonly recipes: RecipeBoard;
  readonly evaluations: EvaluationBoard;
  readonly plans: Plans;
}

/** Lenses above every recipe and evaluation; they ask the language server for places, and nobody for anything else. */
export class LensProvider implements CodeLensProvider, Disposable {
  readonly #parts: LensParts;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #subscriptions: Disposable[];

  constructor(parts: LensParts) {
    this.#parts = parts;
    const tell = paced(() => this.#changed.fire(), pace);
    this.#subscriptions = [
      parts.recipes.onDidChange(tell),
      parts.evaluations.onDidChange(tell),
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
    await this.#parts.plans.of(document);
    return declarationsIn(document.getText()).flatMap((declaration) => this.#lensesOf(declaration, document));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }

  #lensesOf(declaration: Declaration, document: TextDocument): CodeLens[] {
    const id = { uri: document.uri.toString(), name: declaration.name };
    const { range } = document.lineAt(declaration.line);
    return this.#textsOf(declaration, id).map(
      ({ title, action, tooltip = '' }) =>
        new CodeLens(range, { title, tooltip, command: commandsOf[action], arguments: [id] }),
    );
  }

  #textsOf({ kind, name }: Declaration, id: DeclarationId): readonly Lens[] {
    const { recipes, evaluations, plans } = this.#parts;
    const plan = plans.latest(id.uri)?.plan;
    const declared = kind === 'recipe' ? plan?.recipes : plan?.evaluations;
    const planned = declared?.find((candidate) => candidate.name === name);
    if (planned === undefined) return [brokenLens];
    const prompts = promptsLens(countPrompts(planned));
    if (!workspace.isTrusted) return [untrustedLens, prompts];
    if (kind === 'recipe') return [...lensesOrNone(recipes.state(id), recipeLenses), prompts];
    return [...lensesOrNone(evaluations.state(id), evaluationLenses), prompts];
  }
}

function lensesOrNone<State>(state: State | undefined, lenses: (state: State) => readonly Lens[]): readonly Lens[] {
  return state === undefined ? [] : lenses(state);
}
