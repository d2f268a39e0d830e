/** @file What clients ask of drawn images: who draws one, where its words were written and which it took, what it is with another seed. */
import path from 'node:path';
import { URI } from 'langium';
import type { Connection } from 'vscode-languageserver';
import {
  type ChoicesParams,
  choicesRequest,
  type FindImageParams,
  type FoundImage,
  findImageRequest,
  type RecipeChoices,
  type ReseedParams,
  reseedRequest,
  type TracedWords,
  type TraceParams,
  traceRequest,
} from '../../protocol/language.ts';
import { planText, soundText } from '../checks/check.ts';
import type { PromptDocument } from '../document.ts';
import { keyInPicture } from '../exchange/key-in-picture.ts';
import type { Plan, RecipePlan } from '../plan/plan.ts';
import { recipeChoices } from '../plan/recipe-choices.ts';
import { redrawnImage } from '../plan/redrawn-image.ts';
import { traceImage } from '../plan/trace-image.ts';
import { remembered, rememberedOf } from '../remembered.ts';
import type { PromptWorkspace } from './workspace.ts';
import type { WorkspaceFolder } from './workspace-folder.ts';

export function serveImages(connection: Connection, workspace: PromptWorkspace): void {
  connection.onRequest(findImageRequest, (params: FindImageParams) => findImage(workspace, params));
  connection.onRequest(traceRequest, (params: TraceParams) => trace(workspace, params));
  connection.onRequest(choicesRequest, (params: ChoicesParams) => choices(workspace, params));
  connection.onRequest(reseedRequest, ({ model, settings, image, ...again }: ReseedParams) =>
    redrawnImage(model, settings, image, again),
  );
}

/** In files as editors have them, else as they are on disk. */
async function findImage(workspace: PromptWorkspace, params: FindImageParams): Promise<FoundImage | null> {
  const key = 'key' in params ? params.key : keyInPicture(Buffer.from(params.image, 'base64'));
  if (key === undefined) return null;
  await workspace.indexed;
  for (const folder of workspace.knownFolders()) {
    const found = await findIn(folder, key);
    if (found) return found;
  }
  return null;
}

async function findIn(folder: WorkspaceFolder, key: string): Promise<FoundImage | undefined> {
  for (const { file } of folder.documents()) {
    await folder.complete(file);
    const document = folder.library.document(file);
    const plan = document && planned(document).plan;
    const found = plan && imageIn(plan, key);
    if (found) return { uri: uriOf(folder, file), planFile: plan.file, ...found };
  }
  return undefined;
}

/** What no folder holds is its own root. */
function uriOf({ root }: WorkspaceFolder, file: string): string {
  return path.isAbsolute(root) ? URI.file(path.join(root, file)).toString() : root;
}

function imageIn({ recipes }: Plan, key: string): Pick<FoundImage, 'recipe' | 'span'> | undefined {
  for (const recipe of recipes) {
    const image = imagesOf(recipe).find((each) => each.key === key);
    if (image) return { recipe: recipe.name, span: image.source };
  }
  return undefined;
}

function imagesOf({ cells }: RecipePlan) {
  return cells.flatMap(({ images }) => images);
}

/** Whoever looks at one image looks at others. */
const planned = rememberedOf((document: PromptDocument) => ({ plan: planText(document), sound: soundText(document) }));

const choicesOf = remembered(recipeChoices);

async function trace(workspace: PromptWorkspace, { key, ...params }: TraceParams): Promise<TracedWords | null> {
  const { sound, recipe } = recipeIn(workspace, params) ?? {};
  return (sound && recipe && traceImage(sound, recipe, key)) ?? null;
}

async function choices(workspace: PromptWorkspace, params: ChoicesParams): Promise<RecipeChoices | null> {
  const { sound, recipe } = recipeIn(workspace, params) ?? {};
  return (sound && recipe && choicesOf(sound, recipe)) ?? null;
}

/** As it was last planned, with the program that it was planned of. */
function recipeIn(workspace: PromptWorkspace, { uri, recipe }: ChoicesParams) {
  const { folder, file } = workspace.placeOf(URI.parse(uri));
  const document = folder.library.document(file);
  if (document === undefined) return undefined;
  const { plan, sound } = planned(document);
  const found = plan.recipes.find(({ name }) => name === recipe);
  return found && { sound, recipe: found };
}
