/** @file The extension: what it is made of, and what it registers. */
import { type ExtensionContext, languages, type TextDocument, window, workspace } from 'vscode';
import { startEngine } from '../engine/client/start-engine.ts';
import { Actions } from './actions.ts';
import { registerTools } from './agents/register-tools.ts';
import { CurationBoard } from './boards/curation-board.ts';
import { DecisionBoard } from './boards/decision-board.ts';
import { EvaluationBoard } from './boards/evaluation-board.ts';
import { PlanFollower } from './boards/follow-plans.ts';
import { curationLookup } from './boards/look-up-curations.ts';
import { decisionLookup } from './boards/look-up-decisions.ts';
import { MeaningBoard } from './boards/meaning-board.ts';
import { RecipeBoard } from './boards/recipe-board.ts';
import { registerCommands } from './commands/commands.ts';
import { openPendingExample } from './commands/open-example.ts';
import { followDecisions } from './decisions/follow-decisions.ts';
import { EngineHost } from './engine/engine-host.ts';
import { engineOptions } from './engine/engine-options.ts';
import { Exchange } from './exchange/exchange.ts';
import { registerPictures } from './exchange/paste-pictures.ts';
import { wordFates } from './fates/fates.ts';
import { ClassHover } from './hovers/class-hover.ts';
import { conditionsOf } from './language/conditions.ts';
import { followModels } from './language/follow-models.ts';
import { languageClient } from './language/language-client.ts';
import { Plans } from './language/plans.ts';
import { adoptWildcardFiles } from './language/wildcard-files.ts';
import { LensProvider } from './lenses/lens-provider.ts';
import { MeaningFollower } from './meaning/follow-meanings.ts';
import { showHints } from './meaning/show-hints.ts';
import { modelManager } from './models/model-manager.ts';
import { ComparePanels } from './panels/compare/compare-panels.ts';
import { gridPanels } from './panels/grid/grid-panels.ts';
import { matrixPanels } from './panels/matrix/matrix-panels.ts';
import { reviewerIn } from './panels/reviewer.ts';
import { PromptDocuments } from './prompts/prompt-documents.ts';
import { Redrawing } from './redraw/redrawing.ts';
import { ReviewEditor } from './review/review-editor.ts';
import { Reviewers } from './review/reviewers.ts';
import { tellDecisions } from './review/tell-decisions.ts';
import { differenceBoard, runLibrary, runManager } from './runs/run-manager.ts';
import { concernsEngine, setting } from './settings/settings.ts';
import { statusBar } from './status/status-bar.ts';
import { tellingTo } from './telling.ts';
import { testing } from './testing/testing.ts';
import { Places } from './workspace/places.ts';

let end: () => Promise<void> = async () => {};

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('VLPrompt', { log: true });
  const places = new Places(context);
  const client = languageClient(context, log);
  const plans = new Plans(client);
  const engines = new EngineHost({
    workspaceOf: (uri) => places.workspaceOf(uri),
    optionsOf: (folder) => engineOptions(folder, places, (line, level) => log[level](line)),
    start: startEngine,
    isTrusted: () => workspace.isTrusted,
  });
  const engineOf: EngineHost['engineOf'] = (uri, purpose) => engines.engineOf(uri, purpose);
  const recipes = new RecipeBoard(engineOf);
  const evaluations = new EvaluationBoard(engineOf);
  const [meanings, decisions, curations] = [new MeaningBoard(), new DecisionBoard(), new CurationBoard()];
  const reviewers = new Reviewers(context.workspaceState, reviewerIn);
  const library = runLibrary(engines, (error) => log.warn(String(error)));
  const differences = differenceBoard(engines, (error) => log.warn(String(error)));
  const lookUpCuration = curationLookup({
    engineOf,
    isDrawn: (id) => [...(recipes.state(id)?.images.values() ?? [])].some(({ state }) => state === 'done'),
    curations,
  });
  const follower = new PlanFollower({
    recipes,
    evaluations,
    lookUpDecisions: decisionLookup({
      engineOf,
      folderOf: (uri) => places.workspaceOf(uri),
      reviewerIn: reviewers.of,
      decisions,
    }),
    lookUpCuration,
    isTrusted: () => workspace.isTrusted,
    onError: (error) => log.warn(String(error)),
  });
  const meaningFollower = new MeaningFollower({
    board: meanings,
    engineOf,
    isOn: () => workspace.isTrusted && setting('vlprompt.meaning.enabled'),
    onError: (error) => log.debug(String(error)),
  });
  const models = modelManager(context, places, (line) => log.info(line));
  const telling = tellingTo(log, (missing) => models.actions.downloadAll(missing));
  const missingModels = models.library.missing.bind(models.library);
  const download = models.actions.downloadAll.bind(models.actions);
  const actions = new Actions({ recipes, evaluations, plans, follower, places, telling, missingModels, download });
  const trust = { isTrusted: () => workspace.isTrusted, onDidGrant: workspace.onDidGrantWorkspaceTrust };
  const exchange = new Exchange(client);
  const copying = { exchange, plans, version: String(context.extension.packageJSON.version) };
  const asking = { engineOf, runs: library, onError: (error: unknown) => log.warn(String(error)) };
  const words = wordFates({ decisions, plans, places, exchange, ...asking });
  const redrawing = new Redrawing({ exchange, engineOf, plans });
  const panels = {
    context,
    recipes,
    evaluations,
    decisions,
    plans,
    places,
    actions,
    trust,
    copying,
    telling,
    reviewers,
    ...asking,
  };
  const [grids, matrices] = [gridPanels(panels), matrixPanels(panels)];
  const comparisons = new ComparePanels(panels);
  const planOf = (uri: string) => plans.latest(uri)?.plan;
  const onDidDecide = tellDecisions({ planOf, facts: grids.facts, lookUpCuration, onError: asking.onError });
  const reviews = new ReviewEditor({
    ...panels,
    conditions: conditionsOf(client),
    redraw: redrawing.rows,
    onDidDecide,
  });
  const runs = runManager({ context, engines, evaluations, library, differences, actions, places, grids, matrices });
  const prompts = new PromptDocuments(plans);
  const restart = async () => void (await Promise.all([engines.restart(), models.restart()]));
  const cuda = { calls: models.calls, restartEngines: restart };

  context.subscriptions.push(
    log,
    plans,
    follower,
    models,
    runs,
    prompts,
    reviews.register(),
    meaningFollower,
    plans.onDidChange(({ uri, result }) => follower.accept(uri, result)),
    plans.onDidChange(({ uri, result }) => meaningFollower.accept(uri, result.plan)),
    showHints(meanings, plans),
    workspace.onDidCloseTextDocument(({ uri }) => meaningFollower.forget(uri.toString())),
    workspace.onDidGrantWorkspaceTrust(() => meaningFollower.refreshAll()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('vlprompt.meaning.enabled')) meaningFollower.refreshAll();
    }),
    new LensProvider({
      recipes,
      evaluations,
      meanings,
      decisions,
      curations,
      runs: library,
      differences,
      plans,
      places,
    }),
    languages.registerHoverProvider({ language: 'vlprompt' }, new ClassHover(plans, recipes)),
    ...registerPictures(exchange, ({ uri, planFile, span }) => void actions.reveal(uri, planFile, span)),
    ...registerTools({ plans, engineOf, refresh: (uri) => follower.refresh(uri) }, (error) => log.error(String(error))),
    ...testing({ context, evaluations, plans, places, matrices, onError: (error) => log.warn(String(error)) }),
    ...words.subscriptions,
    statusBar({ engines, recipes, evaluations, runs: library }),
    ...registerCommands({
      ...panels,
      engines,
      models: models.actions,
      fates: words.fates,
      rejectAndRedraw: (target) => redrawing.image(target, recipes.state(target)?.recipe, grids.facts),
      runs: runs.actions,
      wording: { client, plans, engineOf },
      cuda,
      grids,
      matrices,
      comparisons,
      reviews,
      prompts,
      log,
    }),
    reviewers.onDidChange(() => lookAgain(workspace.textDocuments, follower)),
    followDecisions({
      memory: context.workspaceState,
      isTrusted: () => workspace.isTrusted,
      onError: (error) => log.warn(String(error)),
    }),
    window.onDidChangeActiveTextEditor((editor) => editor && lookAgain([editor.document], follower)),
    workspace.onDidGrantWorkspaceTrust(() => lookAgain(workspace.textDocuments, follower)),
    workspace.onDidGrantWorkspaceTrust(() => runs.offerToResume()),
    workspace.onDidChangeConfiguration((event) => concernsEngine(event) && telling(restart)),
  );
  end = async () => {
    actions.cancel();
    await Promise.allSettled([engines.dispose(), models.end(), client.stop()]);
  };
  await client.start();
  context.subscriptions.push(adoptWildcardFiles(client), followModels(client, models.library));
  await openPendingExample(context);
  runs.offerToResume();
}

export async function deactivate(): Promise<void> {
  await end();
}

/** The command line or another window may have drawn what was missing. */
function lookAgain(documents: readonly TextDocument[], follower: PlanFollower): void {
  for (const { languageId, uri } of documents) {
    if (languageId === 'vlprompt') follower.refresh(uri.toString());
  }
}
