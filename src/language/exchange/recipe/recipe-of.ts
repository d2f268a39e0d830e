/** @file A record of how a picture was made → a recipe that draws it again, as nearly as it can be said. */
import { modelName } from '../../../protocol/model-name.ts';
import { formatText } from '../../format/format.ts';
import { defaultModels } from '../../plan/model-spec.ts';
import type { GenerationRecord } from '../generation-record.ts';
import { type FileNames, noNames } from './file-names.ts';
import { modelFolder } from './model-folder.ts';
import { promptBody } from './quote-prompt.ts';
import { freeName } from './recipe-name.ts';
import { remarksOn } from './remarks.ts';
import { oneLine } from './sentence.ts';
import { settingsOf } from './settings-of.ts';
import { recipeWords } from './words-of.ts';

export interface RecipeOptions {
  /** What the recipe is called if that can be a name; mostly the picture's file name without its ending. */
  readonly name?: string;
  /** For people: where the picture came from. */
  readonly source?: string;
  /** Of the file that the recipe is for. */
  readonly names?: FileNames;
}

export interface ImportedRecipe {
  /** Declarations in canonical form, a line break at the end; the notes stand above the recipe. */
  readonly text: string;
  readonly name: string;
  /** One sentence for each thing that could not be expressed. */
  readonly notes: readonly string[];
}

/** More notes than anybody reads are only counted. */
const MOST_NOTES = 24;

export function recipeOf(record: GenerationRecord, options: RecipeOptions = {}): ImportedRecipe {
  const names = options.names ?? noNames;
  const name = freeName(options.name ?? 'imported', names.taken);
  const words = recipeWords(record);
  const { settings, notes: settingNotes } = settingsOf(record);
  const model = modelOf(record, names, name);
  const notes = fewer([...record.notes, ...words.notes, ...settingNotes, ...remarksOn(record)]);
  const lines = [
    ...(model?.declaration === undefined ? [] : [model.declaration, '']),
    ...[originOf(record, options.source), ...notes].map((line) => `// ${line}`),
    `recipe ${name} {`,
    ...(model === undefined ? [] : [`model: ${model.name}`]),
    `prompt: ${words.prompt}`,
    ...(words.negative === undefined ? [] : [`negative: ${words.negative}`]),
    `emphasis: ${words.emphasis}`,
    ...settings.map(({ key, value }) => `${key}: ${value}`),
    '}',
    '',
  ];
  return { text: formatText(lines.join('\n')), name, notes };
}

interface RecipeModel {
  readonly name: string;
  /** Absent when the file declares it. */
  readonly declaration?: string;
}

/** Undefined when the picture names none that a folder could be called. */
function modelOf(
  { model, written }: GenerationRecord,
  { taken, models }: FileNames,
  recipe: string,
): RecipeModel | undefined {
  const folder = written?.model ?? (model?.name === undefined ? undefined : modelFolder(model.name));
  const adapters = written?.adapters ?? [];
  if (folder === undefined || (folder === DEFAULT_MODEL && adapters.length === 0)) return undefined;
  const declared = models.get(folder);
  if (declared !== undefined && adapters.length === 0) return { name: declared };
  const name = freeName('painter', new Set([...taken, recipe]));
  const learned = adapters.length === 0 ? '' : ` {\nadapter: ${adapters.map(quoted).join(', ')}\n}`;
  return { name, declaration: `model ${name} = ${quoted(folder)}${learned}` };
}

/** Of recipes that name none. */
const DEFAULT_MODEL = modelName(defaultModels.draws);

function quoted(text: string): string {
  return `"${promptBody(text, 'none')}"`;
}

function fewer(notes: readonly string[]): readonly string[] {
  const lines = notes.slice(0, MOST_NOTES).map((note) => oneLine(note));
  const more = notes.length - lines.length;
  return more === 0 ? lines : [...lines, `${more} further notes were left out.`];
}

/** `From fox.png, made by A1111 v1.10.1 with the model v1-5 (45dee52b).` */
function originOf({ tool, version, model }: GenerationRecord, source: string | undefined): string {
  const named = model?.name === undefined ? 'a model without a name' : `the model ${model.name}`;
  const hash = model?.hash === undefined ? '' : ` (${model.hash})`;
  const painter = model === undefined ? '' : ` with ${named}${hash}`;
  const from = source === undefined ? 'Made' : `From ${source}, made`;
  return oneLine(`${from} by ${toolName(tool, version)}${painter}.`);
}

/** Forks of A1111 have names for versions. */
function toolName(tool: string, version: string | undefined): string {
  if (version === undefined || version === tool) return tool;
  const isOwn = tool !== 'A1111' || /^v?\d/.test(version);
  return isOwn ? `${tool} ${version}` : `a tool that writes as A1111 does (${version})`;
}
