/** @file What changed in words and settings, like changes together: a template's new word is one change, not twenty. */
import type { DrawSettings, EvaluationPlan, ModelPlan, RecipePlan, SourceSpan } from '../../../language/plan/plan.ts';
import type { PicturePair, PictureSet, WordChange, WordPiece } from '../../../protocol/comparison.ts';
import { wordPieces } from './word-pieces.ts';

/** Between what is drawn. */
export function changedPrompts({ pairs }: PictureSet): readonly WordChange[] {
  return together(pairs.flatMap(changesOfPair));
}

/** Between the words that the judge reads, and what is stated. */
export function changedEvaluation(
  before: EvaluationPlan | undefined,
  after: EvaluationPlan | undefined,
): readonly WordChange[] {
  const names = new Set([...(after?.classes ?? []), ...(before?.classes ?? [])].map(({ name }) => name));
  const judged = [...names].flatMap((name) => changedClass(name, promptsOf(before, name), promptsOf(after, name)));
  return together([
    ...changedModel('judge', before?.model, after?.model),
    ...judged,
    ...changedTexts('statement', 'statements', before?.statements ?? [], after?.statements ?? []),
  ]);
}

/** Of two states of one recipe or evaluation. */
function changedModel(
  where: string,
  before: ModelPlan | undefined,
  after: ModelPlan | undefined,
): readonly WordChange[] {
  if (!before || !after) return [];
  const pieces = wordPieces(modelText(before), modelText(after));
  if (!isChange(pieces)) return [];
  const spans = { ...(before.span && { before: before.span }), ...(after.span && { after: after.span }) };
  return [{ what: 'model', where, pieces, ...spans, count: 1 }];
}

export function changedRecipeModel(before: RecipePlan | undefined, after: RecipePlan | undefined) {
  return changedModel('painter', before?.model, after?.model);
}

function changesOfPair(pair: PicturePair): readonly WordChange[] {
  const { before, after, row, column, number } = pair;
  const where = placeText(pair);
  if (!before || !after) {
    const text = (after ?? before)?.prompt ?? '';
    // One change for a whole row: which of its images does not matter where all of them came or went.
    return [
      { what: 'prompt', where: row || column || `image ${number}`, ...onOneSide(text, before?.source, after?.source) },
    ];
  }
  const spans = { before: before.source, after: after.source };
  const texts = [
    ['prompt', before.prompt, after.prompt],
    ['negative', before.negative, after.negative],
    ...settingTexts(before.settings, after.settings).map((texts) => ['setting', ...texts] as const),
    ['setting', seedText(pair, before.seed), seedText(pair, after.seed)],
  ] as const;
  return texts
    .filter(([, was, is]) => was !== is)
    .map(([what, was, is]) => ({ what, where, pieces: wordPieces(was, is), ...spans, count: 1 }));
}

/** Each image's seed follows from the first one's. */
function seedText({ number, asked }: PicturePair, seed: number): string {
  return asked.includes('seed') ? `seed ${seed - number + 1}` : '';
}

function onOneSide(
  text: string,
  before: SourceSpan | undefined,
  after: SourceSpan | undefined,
): Pick<WordChange, 'pieces' | 'before' | 'after' | 'count'> {
  const pieces: readonly WordPiece[] = [{ kind: after ? 'added' : 'removed', text }];
  return { pieces, ...(before && { before }), ...(after && { after }), count: 1 };
}

function placeText({ row, column, number }: PicturePair): string {
  return [row, column].filter((part) => part !== '').join(' · ') || `image ${number}`;
}

function settingTexts(before: DrawSettings, after: DrawSettings): readonly (readonly [string, string])[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof DrawSettings)[]);
  const text = (name: keyof DrawSettings, { [name]: value }: DrawSettings) => `${name} ${value ?? 'not set'}`;
  return [...names].map((name) => [text(name, before), text(name, after)] as const);
}

function modelText({ spec, precision, adapters = [] }: ModelPlan): string {
  const names = { starter: 'starter/', folder: '', hub: 'hf:' } as const;
  const place =
    spec.kind === 'hub' ? `${spec.repository}@${spec.revision}` : spec.kind === 'folder' ? spec.path : spec.name;
  return [`${names[spec.kind]}${place}`, precision ?? '', ...adapters].filter((part) => part !== '').join(' ');
}

interface Written {
  readonly text: string;
  readonly source: SourceSpan;
}

function promptsOf(evaluation: EvaluationPlan | undefined, name: string): readonly Written[] {
  return evaluation?.classes.find((each) => each.name === name)?.prompts ?? [];
}

function changedClass(name: string, before: readonly Written[], after: readonly Written[]): readonly WordChange[] {
  return changedWritten('judged', name, before, after);
}

function changedTexts(
  what: WordChange['what'],
  where: string,
  before: EvaluationPlan['statements'],
  after: EvaluationPlan['statements'],
): readonly WordChange[] {
  const written = (all: EvaluationPlan['statements']) => all.map(({ text, span }) => ({ text, source: span }));
  return changedWritten(what, where, written(before), written(after));
}

/** What stands on both sides is left out; of the rest the first that went is taken for the first that came, and so on. */
function changedWritten(
  what: WordChange['what'],
  where: string,
  before: readonly Written[],
  after: readonly Written[],
): readonly WordChange[] {
  const gone = without(before, after);
  const come = without(after, before);
  const length = Math.max(gone.length, come.length);
  return Array.from({ length }, (_, i) => {
    const [was, is] = [gone[i], come[i]];
    const pieces = wordPieces(was?.text ?? '', is?.text ?? '');
    return { what, where, pieces, ...(was && { before: was.source }), ...(is && { after: is.source }), count: 1 };
  });
}

/** As often as it stands there more often. */
function without(all: readonly Written[], others: readonly Written[]): readonly Written[] {
  const left = new Map<string, number>();
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1);
  return all.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

function isChange(pieces: readonly WordPiece[]): boolean {
  return pieces.some(({ kind }) => kind !== 'same');
}

/** Those that change the same words in the same lines, counted; the most frequent first. */
function together(changes: readonly WordChange[]): readonly WordChange[] {
  const groups = new Map<string, WordChange>();
  for (const change of changes) {
    const key = likeness(change);
    const known = groups.get(key);
    groups.set(key, known ? merged(known, change) : change);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** `shirt · guidance 1` and `shirt · guidance 3` are `shirt`. */
function merged(known: WordChange, { where }: WordChange): WordChange {
  const parts = known.where.split(' · ').filter((part) => where.split(' · ').includes(part));
  const others = known.where.endsWith(OTHERS) ? known.where : `${known.where}${OTHERS}`;
  const common = parts.length === 0 ? others : parts.join(' · ');
  return { ...known, where: known.where === where ? where : common, count: known.count + 1 };
}

const OTHERS = ' and others';

function likeness({ what, where, pieces, before, after }: WordChange): string {
  const isWhole = pieces.length === 1;
  const words = isWhole
    ? [where]
    : pieces.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => [kind, text.trim()]);
  return JSON.stringify([what, words, before?.start.line, after?.start.line]);
}
