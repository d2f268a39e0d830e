/**
 * @file A review as a text file: which images of which recipe, in which order. It says nothing of decisions, which lie in
 * `reviews/` beside it, and its members stand in a fixed order, one a line, so that a diff shows what changed.
 */
import { Failure } from '../../protocol/failure.ts';
import type { ReviewOrder, ReviewShow, ReviewView } from '../../protocol/webviews/review.ts';

export interface ReviewFile {
  /** Of the prompt file, from the workspace folder, with `/`. */
  readonly prompt: string;
  readonly recipe: string;
  readonly view: ReviewView;
  /** What a newer version added: kept when the file is written. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** What is looked at first: what is left to do. */
export const firstView: ReviewView = { show: 'undecided', order: 'plan' };

const shows: { readonly [S in ReviewShow]: true } = {
  all: true,
  undecided: true,
  kept: true,
  rejected: true,
  pinned: true,
};
const orders: { readonly [O in ReviewOrder]: true } = { plan: true, unlike: true, unsure: true };

/** Characters; a review is a few lines. */
const longest = 64 << 10;

export function formatReview({ prompt, recipe, view: { show, order }, others }: ReviewFile): string {
  return `${JSON.stringify({ version: 1, prompt, recipe, show, order, ...others }, undefined, 2)}\n`;
}

/** @throws Failure `plan-invalid` that says what to mend */
export function readReview(text: string): ReviewFile {
  const { version, prompt, recipe, show = firstView.show, order = firstView.order, ...others } = membersOf(text);
  if (version !== 1) throw invalid('its version is not 1: a newer VLPrompt wrote it, or it is no review');
  if (typeof prompt !== 'string' || !isInsidePath(prompt))
    throw invalid('`prompt` is not the path of a .vlprompt file inside of the workspace folder');
  if (typeof recipe !== 'string' || recipe === '') throw invalid('`recipe` is not the name of a recipe');
  if (!isShow(show)) throw invalid(`\`show\` is none of ${Object.keys(shows).join(', ')}`);
  if (!isOrder(order)) throw invalid(`\`order\` is none of ${Object.keys(orders).join(', ')}`);
  return { prompt, recipe, view: { show, order }, others };
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  if (text.length > longest) throw invalid('it is too long for one');
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('it is no JSON object');
  return value as Readonly<Record<string, unknown>>;
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

function isShow(value: unknown): value is ReviewShow {
  return typeof value === 'string' && Object.hasOwn(shows, value);
}

function isOrder(value: unknown): value is ReviewOrder {
  return typeof value === 'string' && Object.hasOwn(orders, value);
}

/** By its letters alone. */
function isInsidePath(path: string): boolean {
  const isPlain = path.endsWith('.vlprompt') && !path.startsWith('/') && !/[\\:\p{Cc}]/u.test(path);
  return isPlain && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

function invalid(reason: string): Failure {
  return new Failure('plan-invalid', `This review cannot be shown: ${reason}. Open it as text and mend it.`);
}
