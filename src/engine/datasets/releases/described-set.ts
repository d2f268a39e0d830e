/** @file A curation carried out → the set that is exported and released, with all that is said of it. */
import path from 'node:path';
import type { CuratePlan } from '../../../language/plan/plan.ts';
import type { CuratedImage, CuratedSet } from '../../../protocol/curated-set.ts';
import type { CurationQuestion } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { SetProgress, SetQuestion } from '../../../protocol/releases.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import type { Cell, ExportSet } from '../exports/export-set.ts';
import type { ManifestImage } from './manifest.ts';
import type { ReleaseParts } from './release-parts.ts';
import { descriptionOf } from './set-description.ts';
import { factsOfSet, type SetFacts } from './set-facts.ts';
import { toldAs } from './told-progress.ts';

/** A set before it has a version. */
export interface DescribedSet extends Omit<ExportSet, 'version' | 'samples'> {
  readonly images: readonly ManifestImage[];
  readonly facts: SetFacts;
  readonly curated: CuratedSet;
  /** What was done otherwise than asked, or is missing, each in one sentence. */
  readonly notes: readonly string[];
}

/** Where the caller does not say in which part of the set an image is. */
const wholeSet = 'train';

/**
 * Carries a curation out.
 * @throws Failure of what is read and judged; `data-leak` unless leaks are allowed; `export-invalid` of an empty set
 */
export async function* describedSet(
  parts: ReleaseParts,
  question: SetQuestion,
  signal: AbortSignal,
): AsyncGenerator<SetProgress, DescribedSet> {
  const { curation, policy } = question;
  const asked: CurationQuestion = { curation, ...(policy && { policy }) };
  const curated = yield* toldAs(parts.curatedSet(asked, signal), curating);
  if (!question.allowsLeaks) requireNoLeak(curated);
  requireImages(curated);
  const facts = yield* toldAs(factsOfSet(parts, asked, signal), curating);
  const distinct = firstOfEach(curated.images);
  const about = descriptionOf(question, curated, facts);
  return {
    name: curated.name,
    licence: curation.about?.licence ?? 'unknown',
    classes: classesOf(curation, curated),
    images: distinct.map((image) => manifestImage(image, parts.workspace, facts, question.commit)),
    about,
    facts,
    curated,
    notes: [
      ...curated.notes,
      ...missingNotes(curated),
      ...leakNotes(curated),
      ...twiceNotes(curated, distinct),
      ...silenceNotes(curation),
    ],
  };
}

function curating({ source, done, total }: EvaluateProgress): SetProgress {
  return { stage: 'curating', ...(source !== undefined && { of: source }), done, total };
}

function requireNoLeak({ name, leaks }: CuratedSet): void {
  const [leak] = leaks;
  if (leak === undefined) return;
  const pair = `${leak.file} (${leak.side}) and ${leak.other} (${leak.otherSide})`;
  const text = `${name} leaks: ${counted(leaks.length, 'pair')} of images on both sides of a border, such as ${pair}; \`vlprompt curate status\` lists them. Leave them out, or allow leaks.`;
  throw new Failure('data-leak', text);
}

function requireImages({ name, images, missing }: CuratedSet): void {
  if (images.length > 0) return;
  const todo = missing > 0 ? 'draw its recipes first' : 'keep some images, or change its rules';
  throw new Failure('export-invalid', `The set ${name} has no image; ${todo}.`);
}

function firstOfEach(images: readonly CuratedImage[]): readonly CuratedImage[] {
  const known = new Map<string, CuratedImage>();
  for (const image of images) if (!known.has(image.id)) known.set(image.id, image);
  return [...known.values()];
}

/** Those of the file in its order; behind them what reviewers named that the file does not. */
function classesOf({ judging }: CuratePlan, { images }: CuratedSet): readonly string[] {
  const named = judging.classes.map(({ name }) => name);
  const others = images.map((image) => image.class).filter((name) => !named.includes(name));
  return [...named, ...[...new Set(others)].sort()];
}

function manifestImage(
  image: CuratedImage,
  workspace: string,
  facts: SetFacts,
  commit: string | undefined,
): ManifestImage {
  const relative = path.relative(workspace, image.file).split(path.sep).join('/');
  const isInside = !relative.startsWith('../') && !path.isAbsolute(relative);
  return {
    id: image.id,
    sha256: image.hash,
    class: image.class,
    split: image.split ?? wholeSet,
    ...(image.key !== undefined && { key: image.key }),
    file: isInside ? relative : image.file,
    columns: columnsOf(image, facts, commit),
  };
}

/** What is known of an image, for those who get the set; what is not known is left out. */
function columnsOf(
  image: CuratedImage,
  { painters }: SetFacts,
  commit: string | undefined,
): Readonly<Record<string, Cell>> {
  const painter = image.isDrawn ? painters.get(image.from) : undefined;
  const all: Readonly<Record<string, Cell | undefined>> = {
    from: image.from,
    drawn: image.isDrawn,
    prompt: image.prompt,
    negative: image.negative,
    seed: image.seed,
    steps: image.steps,
    guidance: image.guidance,
    scheduler: image.scheduler,
    model: painter?.name,
    model_sha256: painter?.digest,
    recipe_ref: recipeReference(image, commit),
    score: image.score,
    margin: image.margin,
    predicted: image.predicted,
    by: image.by,
    reviewers: joined(image.reviewers),
    rating: image.rating,
    tags: joined(image.tags),
    original_label: image.drawnAs,
  };
  return Object.fromEntries(Object.entries(all).flatMap(([name, cell]) => (cell === undefined ? [] : [[name, cell]])));
}

function joined(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(', ');
}

/** `file#line@commit`, where lines count from 1. */
function recipeReference({ source }: CuratedImage, commit: string | undefined): string | undefined {
  return source && `${source.file}#${source.start.line + 1}${commit === undefined ? '' : `@${commit}`}`;
}

function leakNotes({ leaks }: CuratedSet): readonly string[] {
  return leaks.length === 0
    ? []
    : [`The set leaks, which was allowed: ${counted(leaks.length, 'pair')} of images on both sides of a border.`];
}

function missingNotes({ missing }: CuratedSet): readonly string[] {
  return missing === 0 ? [] : [`${counted(missing, 'image')} of its recipes not drawn yet, and so not in the set.`];
}

function twiceNotes({ images }: CuratedSet, distinct: readonly CuratedImage[]): readonly string[] {
  const twice = images.length - distinct.length;
  return twice === 0 ? [] : [`${counted(twice, 'image')} had the same pixels as another, and was left out.`];
}

/** What a card needs, and nobody has said. */
function silenceNotes({ name, about = {} }: CuratePlan): readonly string[] {
  const missing = (['licence', 'creator', 'description'] as const).filter((key) => about[key] === undefined);
  if (missing.length === 0) return [];
  const words = missing.map((key) => `\`${key}: "…"\``).join(', ');
  return [`The set's card says what could be found out alone; add ${words} to \`curate ${name}\`.`];
}
