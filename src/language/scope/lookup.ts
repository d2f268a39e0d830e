/** @file What the interpolations and wildcards of a prompt stand for. */
import { documentIn, documentOf, type PromptDocument } from '../document.ts';
import type { Class, Let, Phrase, Text } from '../generated/ast.ts';
import type { ChoicePart, InterpolationPart, Part, TextPart } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import type { Lookup } from '../prompt/resolve.ts';
import { rememberedOf } from '../remembered.ts';
import { type Operand, operandsOf } from '../settings/operand.ts';
import { ATTRIBUTE } from '../settings/tables.ts';
import { settingOf } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { referenceOf } from './interpolation.ts';
import { optionsOf } from './wildcards.ts';

/** The class a prompt is resolved for, in one of its wordings. */
export interface ClassWording {
  readonly class: Class;
  /** Its caption or one of its `also`. */
  readonly caption: Text;
}

/** Where on the axes of a recipe a prompt is resolved. */
export interface AxisPoint {
  /** Constants with several values → the value at hand, one of `constantValues`. */
  readonly constants: ReadonlyMap<Let, readonly Part[]>;
  /** Settings that prompts can read, such as `guidance` → the value at hand, made by `plainParts`. */
  readonly settings: ReadonlyMap<string, readonly Part[]>;
}

/**
 * The same constant is the same array at every call, by which a drawing knows that it has drawn it already.
 * @param wording undefined where no class is at hand.
 * @param point undefined off the axes: a constant then stands for all of its values, and settings for nothing.
 */
export function lookupFor(document: PromptDocument, wording?: ClassWording, point?: AxisPoint): Lookup {
  return {
    interpolation: (part) => {
      const reference = referenceOf(part.name);
      if (reference.kind === 'name') return named(document, part, point);
      if (wording === undefined) return undefined;
      if (reference.kind === 'class') return promptOf(wording.caption).parts;
      return attributeParts(document, wording.class, reference.attribute);
    },
    wildcard: (part) => optionsOf(document, part),
  };
}

/** A constant where one is declared, else a setting. */
function named(document: PromptDocument, part: InterpolationPart, point?: AxisPoint): readonly Part[] | undefined {
  const constant = constantOf(document, part);
  if (constant === undefined) return point?.settings.get(part.name);
  return point?.constants.get(constant) ?? constantParts(document, constant);
}

/** The constant that `${name}` means where it is written; undefined when it means none. */
export function constantOf(document: PromptDocument, part: InterpolationPart): Let | undefined {
  const declaration = documentIn(document, part.file)?.names.get(part.name);
  return declaration?.keyword === 'let' ? declaration : undefined;
}

export function attributeParts(
  document: PromptDocument,
  declaration: Class,
  attribute: string,
): readonly Part[] | undefined {
  const items = settingOf(declaration, `${ATTRIBUTE}${attribute}`)?.value?.items ?? none;
  return valuesOf(document, declaration, items)[0];
}

/** Of a constant with several values a choice of them. */
function constantParts(document: PromptDocument, constant: Let): readonly Part[] | undefined {
  const values = constantValues(document, constant);
  const known = choices.get(values);
  if (known || values.length < 2) return known ?? values[0];
  const choice = [choiceOf(values, placeOf(constant))];
  choices.set(values, choice);
  return choice;
}

const choices = new WeakMap<Values, readonly Part[]>();

function choiceOf(values: Values, at: Place): ChoicePart {
  const options = values.map((parts) => ({ weight: 1, parts, ...at }));
  return { kind: 'choice', options, count: { least: 1, most: 1 }, separator: plainParts(', ', at), ...at };
}

const none: readonly Phrase[] = [];

/** One for each value of a constant, several of a list or range; an axis where a recipe's prompt reads it. */
export function constantValues(document: PromptDocument, constant: Let): Values {
  return valuesOf(document, constant, constant.value?.items ?? none);
}

type Values = readonly (readonly Part[])[];

const read = new WeakMap<PromptDocument, Map<readonly Phrase[], Values>>();

/** @param from the declaration they stand in, whose file says what names among them mean. */
function valuesOf(document: PromptDocument, from: Class | Let, items: readonly Phrase[]): Values {
  const home = documentOf(document, from);
  const known = read.get(home) ?? new Map<readonly Phrase[], Values>();
  read.set(home, known);
  const values = known.get(items) ?? items.flatMap((item) => operandsOf(home, item)).map(partsOf);
  known.set(items, values);
  return values;
}

function partsOf(operand: Operand): readonly Part[] {
  return operand.kind === 'text' ? promptOf(operand.text).parts : plainParts(operand.written, operand.at);
}

/** A text that stands for itself. */
export function plainParts(text: string, at: Place): readonly TextPart[] {
  return [{ kind: 'text', text, start: at.start, end: at.end, file: at.file }];
}

/** Caption first, then every `also`. */
export const wordingsOf = rememberedOf((declaration: Class): readonly ClassWording[] => {
  const also = settingOf(declaration, 'also')?.value?.items.flatMap((item) => item.atoms) ?? [];
  const texts = also.flatMap((atom) => (atom.$type === 'List' ? atom.items.flatMap((item) => item.atoms) : [atom]));
  const captions = [declaration.caption, ...texts].filter((atom) => atom?.$type === 'Text');
  return captions.map((caption) => ({ class: declaration, caption }));
});
