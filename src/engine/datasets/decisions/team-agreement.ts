/** @file How far reviewers agree on what to keep, and on what images show. */
import type { ClassedKappa, PairAgreement, ReviewerWord, TeamAgreement } from '../../../protocol/agreement.ts';
import { cohenFigure, fleissFigure, type KappaFigure, kappas } from '../../metrics/labels/kappa-figures.ts';

/** An image as far as agreement goes. */
export interface WordedImage {
  /** What it was drawn as. */
  readonly class?: string;
  readonly words: readonly ReviewerWord[];
}

/** Images of which the same was said by the same people. */
interface Pattern {
  readonly class?: string;
  /** By reviewer. */
  readonly verdicts: ReadonlyMap<string, 'kept' | 'rejected'>;
  readonly labels: ReadonlyMap<string, string>;
}

/** Null when no two decided on, or named the class of, a same image. */
export function teamAgreement(images: readonly WordedImage[]): TeamAgreement | null {
  const { patterns, patternOf } = patternsOf(images.filter(({ words }) => words.length > 1));
  const questions = questionsOf(patterns);
  const figures = questions.flatMap(({ overall, perClass }) => [overall, ...perClass.map(({ figure }) => figure)]);
  const estimates = kappas(patternOf, figures)[Symbol.iterator]();
  const answers = questions.map(({ perClass }): ClassedKappa => {
    return { ...next(), perClass: perClass.map(({ name }) => ({ class: name, kappa: next() })) };
  });
  const [verdicts, labels, ...ofPairs] = answers;
  if (!verdicts || !labels || verdicts.n + labels.n === 0) return null;
  const pairs = pairsOf(patterns).map((reviewers, index): PairAgreement => {
    const [own, named] = ofPairs.slice(2 * index);
    return { reviewers, verdicts: own ?? verdicts, labels: orNull(named) };
  });
  return { ...verdicts, labels: orNull(labels), pairs };

  function next() {
    const { value, done } = estimates.next();
    if (done) throw new RangeError('There is an estimate for each figure.');
    return value;
  }
}

function orNull(kappa: ClassedKappa | undefined): ClassedKappa | null {
  return kappa === undefined || kappa.n === 0 ? null : kappa;
}

/** Of everybody, and of each pair: first on what to keep, then on what images show. */
interface Question {
  readonly overall: KappaFigure;
  readonly perClass: readonly { readonly name: string; readonly figure: KappaFigure }[];
}

function questionsOf(patterns: readonly Pattern[]): readonly Question[] {
  const all = [ofVerdicts(patterns, verdictsOfAll), ofLabels(patterns, labelsOfAll)];
  const pairs = pairsOf(patterns).flatMap((pair) => [
    ofVerdicts(patterns, (rows) => verdictsOfPair(rows, pair)),
    ofLabels(patterns, (rows, classes) => labelsOfPair(rows, pair, classes)),
  ]);
  return [...all, ...pairs];
}

/** By class: over the images of the class alone. */
function ofVerdicts(
  patterns: readonly Pattern[],
  figureOf: (patterns: readonly (Pattern | null)[]) => KappaFigure,
): Question {
  const classes = namesOf(patterns.flatMap((pattern) => pattern.class ?? []));
  const perClass = classes.map((name) => ({
    name,
    figure: figureOf(patterns.map((pattern) => (pattern.class === name ? pattern : null))),
  }));
  return { overall: figureOf(patterns), perClass: perClass.filter(({ figure }) => hasImages(figure)) };
}

/** By class: that class against all others. */
function ofLabels(
  patterns: readonly Pattern[],
  figureOf: (patterns: readonly Pattern[], classes: readonly string[] | string) => KappaFigure,
): Question {
  const classes = namesOf(patterns.flatMap(({ labels }) => [...labels.values()]));
  const overall = figureOf(patterns, classes);
  const isNamed = (name: string) =>
    patterns.some(({ labels }, index) => overall.isOver[index] && [...labels.values()].includes(name));
  const perClass = classes.filter(isNamed).map((name) => ({ name, figure: figureOf(patterns, name) }));
  return { overall, perClass };
}

function verdictsOfAll(patterns: readonly (Pattern | null)[]): KappaFigure {
  return fleissFigure(
    patterns.map((pattern) => countsOf([...(pattern?.verdicts.values() ?? [])], ['kept', 'rejected'])),
  );
}

function verdictsOfPair(
  patterns: readonly (Pattern | null)[],
  [first, second]: readonly [string, string],
): KappaFigure {
  const pairs = patterns.map((pattern) => {
    const [a, b] = [pattern?.verdicts.get(first), pattern?.verdicts.get(second)];
    return a === undefined || b === undefined ? null : ([Number(a === 'kept'), Number(b === 'kept')] as const);
  });
  return cohenFigure(pairs, 2);
}

/** @param classes all of them, or one against all others */
function labelsOfAll(patterns: readonly Pattern[], classes: readonly string[] | string): KappaFigure {
  return fleissFigure(
    patterns.map(({ labels }) => {
      const named = [...labels.values()];
      if (typeof classes !== 'string') return countsOf(named, classes);
      const own = named.filter((label) => label === classes).length;
      return [own, named.length - own];
    }),
  );
}

function labelsOfPair(
  patterns: readonly Pattern[],
  [first, second]: readonly [string, string],
  classes: readonly string[] | string,
): KappaFigure {
  const indexOf = (label: string) => (typeof classes === 'string' ? Number(label === classes) : classes.indexOf(label));
  const pairs = patterns.map(({ labels }) => {
    const [a, b] = [labels.get(first), labels.get(second)];
    return a === undefined || b === undefined ? null : ([indexOf(a), indexOf(b)] as const);
  });
  return cohenFigure(pairs, typeof classes === 'string' ? 2 : classes.length);
}

function countsOf(values: readonly string[], names: readonly string[]): readonly number[] {
  return names.map((name) => values.filter((value) => value === name).length);
}

function hasImages({ isOver }: KappaFigure): boolean {
  return isOver.includes(true);
}

function pairsOf(patterns: readonly Pattern[]): readonly (readonly [string, string])[] {
  const names = namesOf(patterns.flatMap(({ verdicts }) => [...verdicts.keys()]));
  const pairs = names.flatMap((first, index) => names.slice(index + 1).map((second) => [first, second] as const));
  return pairs.filter(([first, second]) => {
    return patterns.some(({ verdicts }) => verdicts.has(first) && verdicts.has(second));
  });
}

function patternsOf(images: readonly WordedImage[]): {
  readonly patterns: readonly Pattern[];
  /** [images] */
  readonly patternOf: Uint32Array;
} {
  const patterns: Pattern[] = [];
  const known = new Map<string, number>();
  const patternOf = Uint32Array.from(images, (image) => {
    const pattern = patternOfImage(image);
    const name = JSON.stringify([pattern.class, ...pattern.verdicts, ...pattern.labels]);
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, patterns.length);
    return patterns.push(pattern) - 1;
  });
  return { patterns, patternOf };
}

/** Who keeps an image as it is says with it that it shows what it was drawn as. */
function patternOfImage({ class: drawn, words }: WordedImage): Pattern {
  const verdicts = words.flatMap(({ by, state }) => (state === 'undecided' ? [] : [[by, state] as const]));
  const labels = words.flatMap(({ by, state, label }) => {
    const named = label ?? (state === 'kept' ? drawn : undefined);
    return named === undefined ? [] : [[by, named] as const];
  });
  return { ...(drawn !== undefined && { class: drawn }), verdicts: new Map(verdicts), labels: new Map(labels) };
}

function namesOf(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}
