/** @file What the page of a grid asks, answered. */
import { commands, env, window } from 'vscode';
import type { Handlers } from '../../../protocol/connection/calls.ts';
import type { DeclarationId } from '../../../protocol/webviews/declaration.ts';
import type { Candidate, GridCalls, ImageDetails, PromptPiece } from '../../../protocol/webviews/grid.ts';
import { copyAs } from '../../exchange/copy-as.ts';
import type { GridParts } from '../panel-parts.ts';
import { quietly } from '../quietly.ts';
import { watchSnapshots } from '../watch-snapshots.ts';
import { findImage, type IndexedImage, imagesWith } from './grid-images.ts';
import type { GridPanel } from './grid-panel.ts';
import { gridImages } from './grid-snapshot.ts';
import { provenanceFacts, settingFacts, settingsText } from './image-settings.ts';
import { newSeed, recipeOfOne, recipeOfRedraws, redrawsAfter } from './redraw-image.ts';

/** @param openOwn shows the recipe in another tab */
export function gridHandlers(
  grid: GridPanel,
  parts: GridParts,
  openOwn: (id: DeclarationId) => void,
  ended: AbortSignal,
): Handlers<GridCalls> {
  const { actions, telling, facts } = parts;
  return {
    watch: (_, { signal, report }) =>
      watchSnapshots(grid.watched, { signal: AbortSignal.any([signal, ended]), report }),
    ...answersOf(grid, parts),
    // A run may take minutes and tells of itself in the snapshots; the click is answered at once.
    draw: quietly(() => void actions.draw(grid.id)),
    cancel: quietly(() => {
      actions.cancel(grid.id);
      facts.cancel(grid.id);
    }),
    resume: quietly(() =>
      telling(() => parts.runs.changeQueue(parts.places.workspaceOf(grid.id.uri), { kind: 'resume' })),
    ),
    score: quietly(() => void telling(() => facts.score(grid.id), { canRetry: true })),
    decide: quietly(({ keys, act }) => telling(() => facts.decide(grid.id, keys, act))),
    download: quietly(() => void actions.downloadThenDraw(grid.id)),
    arrange: quietly(({ arrangement }) => grid.arrange(arrangement)),
    pin: quietly(({ isPinned }) => grid.pin(isPinned)),
    openOwn: quietly(() => openOwn(grid.id)),
    trustWorkspace: quietly(() => commands.executeCommand('workbench.trust.manage')),
    showLog: quietly(() => commands.executeCommand('vlprompt.showLog')),
    rejectAndRedraw: quietly(({ key }) => commands.executeCommand('vlprompt.rejectAndRedraw', { ...grid.id, key })),
    ...placesOf(grid, parts),
    ...copiesOf(grid, parts),
  };
}

type Some<M extends keyof GridCalls> = Pick<Handlers<GridCalls>, M>;

/** Of what is in the plan that the page knows. */
function answersOf(grid: GridPanel, parts: GridParts): Some<'images' | 'facts' | 'find' | 'details' | 'redraw'> {
  return {
    images: async ({ plan, indices }) => {
      const { state } = grid;
      return state && plan === grid.plan ? gridImages(state, indices, grid.addressOf, grid.reused) : [];
    },
    facts: async ({ plan }) => (plan === grid.plan ? (parts.facts.facts(grid.id) ?? null) : null),
    find: async ({ plan, words }) => (grid.state && plan === grid.plan ? imagesWith(grid.state.recipe, words) : []),
    details: async ({ key }) => detailsOf(grid, parts, key),
    redraw: async ({ key }) => redraw(grid, parts, key),
  };
}

/** In editors. */
function placesOf(grid: GridPanel, parts: GridParts): Some<'highlight' | 'revealSpan' | 'revealPrompt' | 'openImage'> {
  const { actions, plans, places, marks } = parts;
  const planFile = (file: string) => plans.latest(grid.id.uri)?.plan.file ?? file;
  return {
    highlight: quietly(({ spans }) =>
      marks.mark(spans, (span) => places.fileOf(grid.id.uri, planFile(span.file), span)),
    ),
    revealSpan: quietly(({ span }) => actions.reveal(grid.id.uri, planFile(span.file), span)),
    revealPrompt: quietly(async ({ key }) => {
      const source = imageOf(grid, key)?.image.source;
      if (source) await actions.reveal(grid.id.uri, planFile(source.file), source);
    }),
    openImage: quietly(async ({ key }) => {
      const file = grid.state?.images.get(key)?.file;
      if (file !== undefined) await actions.openPicture(file);
    }),
  };
}

function copiesOf(grid: GridPanel, parts: GridParts): Some<'copySettings' | 'copySeed' | 'copyInfotext' | 'copyAs'> {
  const { actions, copying, telling } = parts;
  const planned = (key: string) => {
    const [found, recipe] = [imageOf(grid, key), grid.state?.recipe];
    return found && recipe && { image: found.image, settings: found.cell.settings, model: recipe.model.spec };
  };
  return {
    copySettings: quietly(async ({ key }) => {
      const found = imageOf(grid, key);
      if (found) await actions.copy(settingsText(found.cell, found.image));
    }),
    copySeed: quietly(({ seed }) => copied(String(seed), `Seed ${seed} copied`)),
    copyInfotext: quietly(async ({ key }) => {
      const image = planned(key);
      if (!image) return;
      const { exchange, version } = copying;
      await telling(async () => copied(await exchange.copy({ as: 'infotext', version, ...image }), 'Infotext copied'));
    }),
    copyAs: quietly(async ({ key }) => {
      const image = planned(key);
      if (image) await telling(() => copyAs(grid.id, copying, image));
    }),
  };
}

async function copied(text: string, words: string): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(words, 3000);
}

function imageOf({ state }: GridPanel, key: string): IndexedImage | undefined {
  return state && findImage(state.recipe, key);
}

async function detailsOf(grid: GridPanel, parts: GridParts, key: string): Promise<ImageDetails | null> {
  const { copying, onError } = parts;
  const { id, state } = grid;
  const found = imageOf(grid, key);
  if (!state || !found) return null;
  const { image, cell } = found;
  const asked = copying.exchange.trace({ uri: id.uri, recipe: id.name, key });
  // Words are shown without their places rather than not at all.
  const traced = await asked.catch((error: unknown) => void onError(error));
  return {
    key,
    prompt: traced?.prompt ?? pieceOf(image.prompt),
    negative: traced?.negative ?? pieceOf(image.negative),
    line: image.source.start.line + 1,
    settings: settingFacts(cell, image),
    provenance: provenanceFacts(state, image),
    // What stands in its place is no reason to show nothing of it.
    inPlace: await inPlaceOf(grid, parts, key).catch((error: unknown) => {
      onError(error);
      return [];
    }),
  };
}

function pieceOf(text: string): readonly PromptPiece[] {
  return text === '' ? [] : [{ text }];
}

/** Drawn in place of an image, and in place of those. */
async function inPlaceOf(grid: GridPanel, parts: GridParts, key: string): Promise<readonly Candidate[]> {
  const { state, id, addressOf } = grid;
  if (!state || !parts.trust.isTrusted()) return [];
  const engine = await parts.engineOf(id.uri, 'question');
  const redraws = redrawsAfter(key, await engine.lookupRedraws({}));
  if (redraws.length === 0) return [];
  const { cells } = await engine.lookup({ recipe: recipeOfRedraws(state.recipe, redraws) });
  const files = new Map(cells.flat().map((image) => [image.key, image.file]));
  return redraws.flatMap(({ key: own, seed, prompt }): Candidate[] => {
    const file = files.get(own);
    return file === undefined
      ? []
      : [{ key: own, seed, url: addressOf(file), ...(prompt !== undefined && { prompt }) }];
  });
}

async function redraw(grid: GridPanel, parts: GridParts, key: string): Promise<Candidate | null> {
  const { state, id } = grid;
  const found = imageOf(grid, key);
  if (!state || !found) return null;
  const { recipe } = state;
  let candidate: Candidate | null = null;
  await parts.telling(async () => {
    const seed = newSeed();
    const { image, cell } = found;
    const again = await parts.copying.exchange.reseed({ model: recipe.model, settings: cell.settings, image, seed });
    const engine = await parts.engineOf(id.uri, 'run');
    const { cells } = await engine.draw({ recipe: recipeOfOne(recipe, found, again) });
    const file = cells[0]?.[0]?.file;
    if (file !== undefined) candidate = { key: again.key, seed, url: grid.addressOf(file) };
  });
  return candidate;
}
