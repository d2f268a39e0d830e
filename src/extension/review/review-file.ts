/**
 * @file A review as a text file: which images of a prompt file, and how they are looked at. It says nothing of decisions,
 * which lie in `reviews/` beside it, and its members stand in a fixed order, one a line, so that a diff shows what changed.
 */
import { Failure } from '../../protocol/failure.ts';
import { type ImageShow, orderIntents } from '../../protocol/image-sets.ts';
import type { ReviewMode, ReviewView } from '../../protocol/webviews/review.ts';
import { readOrder, writtenOrder } from './written-order.ts';

/** Names are those of declarations of the prompt file. */
export type ReviewOf =
  | { readonly kind: 'recipes'; readonly recipes: readonly string[] }
  | { readonly kind: 'curation'; readonly curation: string };

export interface ReviewFile {
  /** Of the prompt file, from the workspace folder, with `/`. */
  readonly prompt: string;
  readonly of: ReviewOf;
  readonly view: ReviewView;
  /** What a newer version added: kept when the file is written. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** What is looked at first: what is left to do. */
export const firstView: ReviewView = { mode: 'cull', show: 'undecided', where: '', order: { by: 'plan' } };

const shows: { readonly [S in ImageShow]: true } = {
  all: true,
  undecided: true,
  kept: true,
  rejected: true,
  pinned: true,
  disputed: true,
};
const modes: { readonly [M in ReviewMode]: true } = { cull: true, grid: true, pairs: true };

/** Characters; a review is a few lines. */
const longest = 64 << 10;
const mostRecipes = 100;

export function formatReview({ prompt, of, view: { mode, show, where, order }, others }: ReviewFile): string {
  const members = { version: 2, prompt, ...namesOf(of), mode, show, where, order: writtenOrder(order), ...others };
  return `${JSON.stringify(members, undefined, 2)}\n`;
}

function namesOf(of: ReviewOf) {
  if (of.kind === 'curation') return { curation: of.curation };
  const [recipe, ...more] = of.recipes;
  return more.length === 0 ? { recipe } : { recipes: of.recipes };
}

/** @throws Failure `plan-invalid` that says what to mend */
export function readReview(text: string): ReviewFile {
  const { version, prompt, recipe, recipes, curation, mode, show, where, order, ...others } = membersOf(text);
  if (version !== 1 && version !== 2)
    throw invalid('its version is not 2: a newer VLPrompt wrote it, or it is no review');
  if (typeof prompt !== 'string' || !isInsidePath(prompt))
    throw invalid('`prompt` is not the path of a .vlprompt file inside of the workspace folder');
  return { prompt, of: readOf({ recipe, recipes, curation }), view: readView({ mode, show, where, order }), others };
}

type Members = Readonly<Record<string, unknown>>;

function readOf({ recipe, recipes, curation }: Members): ReviewOf {
  const given = [recipe, recipes, curation].filter((each) => each !== undefined);
  if (given.length !== 1) throw invalid('it has not one of `recipe`, `recipes` and `curation`');
  if (curation !== undefined) {
    if (!isName(curation)) throw invalid('`curation` is not the name of a curation');
    return { kind: 'curation', curation };
  }
  if (recipe !== undefined) {
    if (!isName(recipe)) throw invalid('`recipe` is not the name of a recipe');
    return { kind: 'recipes', recipes: [recipe] };
  }
  if (!Array.isArray(recipes) || recipes.length === 0 || recipes.length > mostRecipes || !recipes.every(isName))
    throw invalid(`\`recipes\` are not the names of recipes, ${mostRecipes} at most`);
  return { kind: 'recipes', recipes: [...new Set(recipes)] };
}

function readView({
  mode = firstView.mode,
  show = firstView.show,
  where = firstView.where,
  order = 'plan',
}: Members): ReviewView {
  if (!isOneOf(modes, mode)) throw invalid(`\`mode\` is none of ${Object.keys(modes).join(', ')}`);
  if (!isOneOf(shows, show)) throw invalid(`\`show\` is none of ${Object.keys(shows).join(', ')}`);
  if (typeof where !== 'string') throw invalid('`where` is no text');
  const read = readOrder(order);
  if (!read)
    throw invalid(`\`order\` is none of plan, ${Object.keys(orderIntents).join(', ')}, and no field with a direction`);
  return { mode, show, where, order: read };
}

function membersOf(text: string): Members {
  if (text.length > longest) throw invalid('it is too long for one');
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('it is no JSON object');
  return value as Members;
}

function parsed(text: string): unknown {
  try {
    // Editors of Windows begin files with a mark of their byte order.
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(`it is no JSON (${reason})`);
  }
}

function isOneOf<T extends string>(table: { readonly [K in T]: true }, value: unknown): value is T {
  return typeof value === 'string' && Object.hasOwn(table, value);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** By its letters alone. */
function isInsidePath(path: string): boolean {
  const isPlain = path.endsWith('.vlprompt') && !path.startsWith('/') && !/[\\:\p{Cc}]/u.test(path);
  return isPlain && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function invalid(reason: string): Failure {
  return new Failure('plan-invalid', `This review cannot be shown: ${reason}. Open it as text and mend it.`);
}
