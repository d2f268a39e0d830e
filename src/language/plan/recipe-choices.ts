/**
 * @file What the images of a recipe took where there was something to choose: lines, variants, values of wildcards, values
 * of constants that make columns.
 */
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ChoicePoint, RecipeChoices, TakenOption } from '../../protocol/language.ts';
import { documentIn, documentsOf, type PromptDocument } from '../document.ts';
import type { Option } from '../prompt/part.ts';
import type { Taken } from '../prompt/resolve.ts';
import type { Place } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { type Axis, axesOf } from './axes.ts';
import type { ResolvedWords } from './image-words.ts';
import type { AxisValue, RecipePlan } from './plan.ts';
import { resolvedWordsOfCells } from './recipe-plan.ts';

/**
 * Takes as long as resolving the prompts of the recipe once more; cells that say the same are resolved once.
 * @param document the program that the plan was made of
 * @returns undefined when it declares no such recipe
 */
export function recipeChoices(document: PromptDocument, plan: RecipePlan): RecipeChoices | undefined {
  const recipe = document.declared.get(plan.name);
  if (recipe?.keyword !== 'recipe') return undefined;
  const table = new ChoiceTable(document, `recipe ${plan.name}`);
  const wordsOfCells = resolvedWordsOfCells(document, recipe);
  const known = new Map<unknown, readonly (readonly number[])[]>();
  const images: Record<string, readonly number[]> = {};
  const constants = axesOf(document, recipe).filter(({ choices }) => choices[0]?.sets.kind === 'constant');
  for (const [cell, wordsAt] of wordsOfCells.entries()) {
    const planned = plan.cells[cell]?.images ?? [];
    if (wordsAt === undefined) continue;
    const taken = known.get(wordsAt) ?? planned.map((_, k) => table.take(wordsAt(k)));
    known.set(wordsAt, taken);
    const values = constants.flatMap((axis) => table.takeValue(axis, axisValue(plan, cell, axis.name)));
    for (const [k, { key }] of planned.entries()) images[key] ??= [...(taken[k] ?? []), ...values];
  }
  return { options: table.options, points: table.points, images };
}

/** Of a cell. */
function axisValue({ axes, columns, cells }: RecipePlan, cell: number, axis: string): AxisValue | undefined {
  const at = axes.findIndex(({ name }) => name === axis);
  return columns[cells[cell]?.column ?? -1]?.values[at];
}

interface GrowingPoint extends Omit<ChoicePoint, 'options'> {
  readonly options: Set<number>;
}

/** Numbers options and choice points as images come to them. */
class ChoiceTable {
  readonly options: TakenOption[] = [];
  private readonly indices = new Map<string, number>();
  private readonly indexOf = new Map<unknown, number>();
  private readonly pointOf = new Map<readonly Option[], GrowingPoint>();
  private readonly texts = new Map<string, TextDocument | undefined>();
  private readonly constants = new Map<string, GrowingPoint>();
  private readonly lines: GrowingPoint;
  private readonly document: PromptDocument;

  /** @param name what the lines of the recipe are called together. */
  constructor(document: PromptDocument, name: string) {
    this.document = document;
    this.lines = { kind: 'line', name, options: new Set() };
  }

  get points(): readonly ChoicePoint[] {
    return [this.lines, ...this.pointOf.values(), ...this.constants.values()].map((point) => ({
      ...point,
      options: [...point.options],
    }));
  }

  /** @returns the options, each once. */
  take({ line, prompt, negatives }: ResolvedWords): readonly number[] {
    const ofLine = this.numberOf(line, () => placeOf(line));
    if (ofLine !== undefined) this.lines.options.add(ofLine);
    const taken = [prompt, ...negatives].flatMap((resolved) => resolved.taken.map((each) => this.takeOption(each)));
    return [...new Set([ofLine, ...taken])].filter((index) => index !== undefined);
  }

  /** A value of a constant. @returns none where nothing is written for it. */
  takeValue({ name, choices }: Axis, value: AxisValue | undefined): readonly number[] {
    const sets = choices.find((choice) => choice.value === value)?.sets;
    const [first, last] = sets?.kind === 'constant' ? [sets.parts[0], sets.parts.at(-1)] : [];
    if (first === undefined || last === undefined) return [];
    const index = this.numberOf(first, () => ({ file: first.file, start: first.start, end: last.end }));
    if (index === undefined) return [];
    const point = this.constants.get(name) ?? { kind: 'constant', name: `let ${name}`, options: new Set() };
    this.constants.set(name, point);
    point.options.add(index);
    return [index];
  }

  private takeOption(taken: Taken): number | undefined {
    const index = this.numberOf(taken.option, () => taken.option);
    const point = this.pointOf.get(taken.among) ?? this.newPoint(taken);
    if (index !== undefined) point.options.add(index);
    return index;
  }

  private newPoint({ among, point }: Taken): GrowingPoint {
    const kind = point.kind === 'choice' ? 'variant' : point.kind;
    const name = point.kind === 'wildcard' ? `__${point.pattern}__` : (this.textIn(point)?.text ?? '');
    const made: GrowingPoint = { kind, name, options: new Set() };
    this.pointOf.set(among, made);
    return made;
  }

  /** The same for what stands in the same place. @returns undefined when its file is not at hand. */
  private numberOf(written: object, at: () => Place): number | undefined {
    const known = this.indexOf.get(written);
    if (known !== undefined) return known;
    const { file, start, end } = at();
    const name = `${file}\n${start}\n${end}`;
    const index = this.indices.get(name) ?? this.add(at());
    if (index === undefined) return undefined;
    this.indices.set(name, index);
    this.indexOf.set(written, index);
    return index;
  }

  private add(at: Place): number | undefined {
    const option = this.textIn(at);
    return option && this.options.push(option) - 1;
  }

  /** Without the spaces around it, unless it is nothing else. */
  private textIn({ file, start, end }: Place): TakenOption | undefined {
    const lines = this.linesOf(file);
    if (lines === undefined) return undefined;
    const written = lines.getText().slice(start, end);
    const words = written.trim();
    const text = words === '' ? written : words;
    const from = start + written.indexOf(text);
    const span = { file, start: lines.positionAt(from), end: lines.positionAt(from + text.length) };
    return { span, text };
  }

  private linesOf(file: string): TextDocument | undefined {
    if (!this.texts.has(file)) this.texts.set(file, linesIn(this.document, file));
    return this.texts.get(file);
  }
}

/** A prompt file of the program, or a wildcard file that it reads. */
function linesIn(document: PromptDocument, file: string): TextDocument | undefined {
  const source = documentIn(document, file);
  if (source) return source.lines;
  const [found] = [...documentsOf(document).values()].flatMap((each) => each.wildcardFiles.get(file) ?? []);
  return found && TextDocument.create(file, 'plaintext', 0, found.text);
}
