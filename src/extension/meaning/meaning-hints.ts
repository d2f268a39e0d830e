/** @file What is hinted at beside words that a judge hardly tells apart. Pure. */
import type { ClassPlan, SourcePosition } from '../../language/plan/plan.ts';
import type { MeaningReport } from '../../protocol/meaning.ts';

export interface MeaningHint {
  /** The class that it stands beside. */
  readonly class: string;
  readonly start: SourcePosition;
  readonly end: SourcePosition;
  readonly message: string;
  /** The other class; absent when it stands in another file. */
  readonly other?: { readonly class: string; readonly start: SourcePosition };
}

/**
 * One for each class that has another one so near, at its caption.
 * @param file of the plan; classes of other files are hinted at there
 * @param lines of the file
 * @param least cosine from which on two classes count as hardly told apart
 */
export function meaningHints(
  reports: readonly MeaningReport[],
  {
    classes,
    file,
    lines,
    least,
  }: {
    readonly classes: readonly ClassPlan[];
    readonly file: string;
    readonly lines: readonly string[];
    readonly least: number;
  },
): readonly MeaningHint[] {
  const own = new Map(classes.filter(({ span }) => span.file === file).map((each) => [each.name, each]));
  const hints = new Map<string, MeaningHint>();
  for (const [name, { other, cosine, words }] of nearestOf(reports)) {
    const declared = own.get(name);
    if (declared === undefined || cosine < least) continue;
    const at = captionPlace(declared, lines);
    const there = own.get(other);
    hints.set(name, {
      class: name,
      ...at,
      message: messageOf(name, other, cosine, words),
      ...(there && { other: { class: other, start: there.span.start } }),
    });
  }
  return [...hints.values()];
}

interface NearClass {
  readonly other: string;
  readonly cosine: number;
  /** The two captions that are nearest, where these are nearer than the classes as wholes. */
  readonly words?: readonly [own: string, other: string];
}

/** By class, the nearest of all judges. */
function nearestOf(reports: readonly MeaningReport[]): ReadonlyMap<string, NearClass> {
  const nearest = new Map<string, NearClass>();
  const take = (name: string, found: NearClass) => {
    if (found.cosine > (nearest.get(name)?.cosine ?? -1)) nearest.set(name, found);
  };
  for (const { classes, nearCaptions } of reports) {
    for (const { class: name, nearest: one } of classes) {
      if (one) take(name, { other: one.class, cosine: one.cosine });
    }
    for (const { a, b, cosine } of nearCaptions) {
      take(a.class, { other: b.class, cosine, words: [a.text, b.text] });
      take(b.class, { other: a.class, cosine, words: [b.text, a.text] });
    }
  }
  return nearest;
}

function messageOf(name: string, other: string, cosine: number, words: NearClass['words']): string {
  const figure = `cosine ${cosine.toFixed(2)}`;
  if (words === undefined) {
    return `The judge hardly tells \`${name}\` from \`${other}\` by their words (${figure}): expect them to be confused.`;
  }
  const [own, theirs] = words.map((text) => JSON.stringify(text));
  return `To the judge ${own} is nearly ${theirs} of \`${other}\` (${figure}): expect them to be confused.`;
}

/** The caption in the first line of the declaration; the whole of that line where it is not found. */
function captionPlace({ span }: ClassPlan, lines: readonly string[]): Pick<MeaningHint, 'start' | 'end'> {
  const { line, character } = span.start;
  const text = (lines[line] ?? '').slice(character);
  const found = /"(?:[^"\\]|\\.)*"/.exec(text);
  const start = character + (found?.index ?? 0);
  const end = found ? start + found[0].length : character + text.trimEnd().length;
  return { start: { line, character: start }, end: { line, character: end } };
}
