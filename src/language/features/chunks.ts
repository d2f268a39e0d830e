/** @file Tokens of a prompt as its painter or judge counts them. */
import { MOST_CHARACTERS } from '../checks/sizes.ts';
import type { PromptDocument } from '../document.ts';
import type { Class, Evaluate, Recipe, Text } from '../generated/ast.ts';
import type { TokenCounter, TokenReading } from '../host.ts';
import { judgedClasses } from '../plan/judged-prompts.ts';
import { planModel } from '../plan/models.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { seededChance } from '../prompt/chance.ts';
import { measurePrompt } from '../prompt/measure.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { drawPrompt } from '../prompt/resolve.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import type { Place } from '../tree/extent.ts';
import { readerOf } from './prompt-reader.ts';
import { type Section, sectionsOf } from './prompt-sections.ts';

export interface CountedSection {
  readonly section: Section;
  readonly reading: TokenReading;
}

/** Of the first image of its first recipe; undefined when no recipe draws the prompt, or nobody can count. */
export async function paintedSections(
  document: PromptDocument,
  text: Text,
  count: TokenCounter,
): Promise<readonly CountedSection[] | undefined> {
  const { recipes, dialect } = readerOf(document, text);
  const [recipe] = recipes;
  const prompt = recipe && drawn(document, text, rowClasses(document, recipe)[0], dialect);
  if (recipe === undefined || prompt === undefined) return undefined;
  return counted(document, recipe, sectionsOf(prompt, dialect), count);
}

/** Of its first evaluation, as one section. */
export async function judgedSection(
  document: PromptDocument,
  text: Text,
  count: TokenCounter,
): Promise<CountedSection | undefined> {
  const [evaluate] = readerOf(document, text).evaluations;
  const prompt = evaluate && drawn(document, text, judgedClasses(document, evaluate)[0], 'none');
  if (evaluate === undefined || prompt === undefined) return undefined;
  return (await counted(document, evaluate, sectionsOf(prompt, 'none'), count))?.[0];
}

function drawn(
  document: PromptDocument,
  text: Text,
  row: Class | undefined,
  spelling: Parameters<typeof drawPrompt>[4],
) {
  const lookup = lookupFor(document, row && wordingsOf(row)[0]);
  const { parts } = promptOf(text);
  if (measurePrompt(parts, lookup).length > MOST_CHARACTERS) return undefined;
  return drawPrompt(parts, lookup, seededChance(0, 0), 'prompt', spelling);
}

async function counted(
  document: PromptDocument,
  declaration: Recipe | Evaluate,
  sections: readonly Section[],
  count: TokenCounter,
): Promise<CountedSection[] | undefined> {
  const model = planModel(document, declaration);
  const reader = declaration.keyword === 'recipe' ? 'painter' : 'judge';
  const texts = sections.map((section) => section.text);
  const readings = model && (await count(model.spec, reader, texts));
  return readings?.flatMap((reading, index) => {
    const section = sections[index];
    return section ? [{ section, reading }] : [];
  });
}

/** Where each chunk after the first of its section begins. */
export function chunkBorders(sections: readonly CountedSection[]): Place[] {
  return sections.flatMap(({ section, reading }) => reading.chunks.flatMap((index) => section.placeAt(index) ?? []));
}
