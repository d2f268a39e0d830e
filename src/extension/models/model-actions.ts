/** @file What people do with models, from the view, the palette, quick fixes and messages alike. */
import {
  ConfigurationTarget,
  commands,
  env,
  Position,
  ProgressLocation,
  SnippetString,
  Uri,
  window,
  workspace,
} from 'vscode';
import { entryOf, specOf } from '../../protocol/catalogue.ts';
import { Failure } from '../../protocol/failure.ts';
import { hubSpecOf, modelName } from '../../protocol/model-name.ts';
import type { HubRequest, InstalledModel } from '../../protocol/models.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { promptEditor } from '../commands/pick-declaration.ts';
import { setting } from '../settings/settings.ts';
import { signalOf } from '../signal-of.ts';
import { withoutLinks } from '../without-links.ts';
import { withDownloadProgress } from './download-progress.ts';
import type { HubToken } from './hub-token.ts';
import { declarationOf, writtenName } from './model-declaration.ts';
import type { ModelLibrary } from './model-library.ts';
import type { ModelNode } from './model-tree.ts';
import { askForName, pickModel, pickPlan } from './pick-model.ts';

export class ModelActions {
  readonly #library: ModelLibrary;
  readonly token: HubToken;

  constructor(library: ModelLibrary, token: HubToken) {
    this.#library = library;
    this.token = token;
  }

  refresh(): Promise<void> {
    return this.#library.refresh();
  }

  /** @param target a row of the view, a name such as `hf:owner/name`, or nothing: then it is asked for */
  async download(target: unknown): Promise<void> {
    const request = await requestOf(target);
    if (!request) return;
    const model = await this.#fetch(request);
    if (model) await this.#offerInsertion(model);
  }

  /** Resolves to whether all of them are here now. */
  async downloadAll(requests: readonly HubRequest[]): Promise<boolean> {
    for (const request of requests) if (!(await this.#fetch(request))) return false;
    return true;
  }

  /** @param target a row of the view; nothing: it is picked */
  async verify(target: unknown): Promise<void> {
    const model = await this.#modelOf(target, 'Verify Model', () => true);
    if (!model) return;
    const name = modelName(model.spec);
    const { files, damaged, against } = await withDownloadProgress(name, (following) =>
      this.#library.verify(model.spec, following),
    );
    const trouble = troubleOf(model, damaged);
    if (trouble !== undefined) return this.#offerRepair(model, trouble);
    const sentence =
      against === 'nothing'
        ? `${name}: nobody has written down what its ${counted(files, 'file')} should be.`
        : `${name} is sound: ${counted(files, 'file')} compared.`;
    void window.showInformationMessage(withoutLinks(sentence));
  }

  /** Asks first. @param target a row of the view; nothing: it is picked */
  async remove(target: unknown): Promise<void> {
    const isOfHub = ({ spec }: InstalledModel) => spec.kind === 'hub';
    const model = await this.#modelOf(target, 'Remove Model', isOfHub);
    if (model?.spec.kind !== 'hub') return;
    const name = modelName(model.spec);
    const detail = 'Its files leave the cache that Python tools share. What it has drawn is kept.';
    const answer = await window.showWarningMessage(withoutLinks(`Remove ${name}?`), { modal: true, detail }, 'Remove');
    if (answer === 'Remove') await this.#library.remove(model.spec);
  }

  async reveal(target: unknown): Promise<void> {
    const model = await this.#modelOf(target, 'Reveal Model', () => true);
    if (model) await commands.executeCommand('revealFileInOS', Uri.file(model.folder));
  }

  async copyName(target: unknown): Promise<void> {
    const name = await this.#nameOf(target, 'Copy Model Name', promptEditor()?.document.uri);
    if (name === undefined) return;
    await env.clipboard.writeText(name.written);
    window.setStatusBarMessage(`${name.written} copied`, 3000);
  }

  /** Declares the model in the prompt file in front, else in a new one; its name waits to be changed. */
  async insert(target: unknown): Promise<void> {
    const open = promptEditor();
    const name = await this.#nameOf(target, 'Insert Model', open?.document.uri);
    if (!name) return;
    const document = open?.document ?? (await workspace.openTextDocument({ language: 'vlprompt', content: '' }));
    const editor = await window.showTextDocument(document);
    const { line, snippet } = declarationOf(name.role, name.written, document.getText());
    await editor.insertSnippet(new SnippetString(snippet), new Position(line, 0));
  }

  /** A folder that models may be loaded from; a setting of this machine. */
  async addFolder(): Promise<void> {
    const [folder] =
      (await window.showOpenDialog({
        title: 'A folder with models whose origin you know',
        openLabel: 'Add Folder',
        canSelectFolders: true,
        canSelectFiles: false,
      })) ?? [];
    if (!folder) return;
    const folders = new Set([...setting('vlprompt.models.trustedFolders'), folder.fsPath]);
    await workspace
      .getConfiguration()
      .update('vlprompt.models.trustedFolders', [...folders], ConfigurationTarget.Global);
  }

  async #fetch(request: HubRequest): Promise<InstalledModel | undefined> {
    const name = modelName(request.spec);
    const asking = {
      location: ProgressLocation.Notification,
      title: withoutLinks(`Asking the hub for ${name}`),
      cancellable: true,
    };
    const plans = await window.withProgress(asking, (_, token) => this.#library.plans(request, signalOf(token)));
    const known = entryOf(this.#library.state.catalogue, request);
    const plan = await pickPlan(plans, known?.precisions);
    if (!plan) return undefined;
    return withDownloadProgress(`Downloading ${name}`, (following) =>
      this.#library.download({ spec: request.spec, precision: plan.precision }, following),
    );
  }

  async #offerRepair({ spec }: InstalledModel, sentence: string): Promise<void> {
    const repair = 'Download Again';
    const chosen = await window.showErrorMessage(withoutLinks(sentence), ...(spec.kind === 'hub' ? [repair] : []));
    if (chosen === repair && spec.kind === 'hub') await this.#fetch({ spec });
  }

  async #offerInsertion(model: InstalledModel): Promise<void> {
    const insertion = 'Insert Into Prompt File';
    const chosen = await window.showInformationMessage(withoutLinks(`${modelName(model.spec)} is here.`), insertion);
    if (chosen === insertion) await this.insert({ kind: 'installed', model } satisfies ModelNode);
  }

  async #modelOf(
    target: unknown,
    title: string,
    isWanted: (model: InstalledModel) => boolean,
  ): Promise<InstalledModel | undefined> {
    if (isNode(target)) return target.kind === 'installed' ? target.model : undefined;
    await this.#library.refresh();
    const { installed, problem } = this.#library.state;
    if (!installed) throw problem;
    return pickModel(title, installed.filter(isWanted));
  }

  /** How a prompt file names the model; those of the catalogue can be named before they are here. */
  async #nameOf(target: unknown, title: string, file: Uri | undefined) {
    if (isNode(target) && target.kind === 'available')
      return { role: target.entry.role, written: modelName(specOf(target.entry)) };
    const model = await this.#modelOf(target, title, () => true);
    const path = file?.scheme === 'file' ? file.fsPath : undefined;
    return model && { role: model.role, written: writtenName(model, path) };
  }
}

/** What a name or a row asks for. @throws Failure `model-missing` when it names nothing of the hub */
async function requestOf(target: unknown): Promise<HubRequest | undefined> {
  if (isNode(target)) {
    if (target.kind === 'available') return { spec: specOf(target.entry) };
    return target.kind === 'installed' && target.model.spec.kind === 'hub' ? { spec: target.model.spec } : undefined;
  }
  const written = typeof target === 'string' ? target : await askForName();
  if (written === undefined || written.trim() === '') return undefined;
  const spec = hubSpecOf(written);
  if (spec) return { spec };
  throw new Failure('model-missing', `${written} names no model of the hub: write hf:owner/name.`);
}

/** Files that are missing leave nothing to compare; that they are missed is what the model's problem says. */
function troubleOf({ spec, place, problem }: InstalledModel, damaged: readonly string[]): string | undefined {
  const [first, ...others] = damaged;
  if (first === undefined) return place === 'hub' ? problem : undefined;
  const rest = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${modelName(spec)} is damaged: ${first}${rest}.`;
}

function isNode(target: unknown): target is ModelNode {
  return typeof target === 'object' && target !== null && 'kind' in target;
}
