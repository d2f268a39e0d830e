/** @file A record of how a picture was made → a recipe that draws it again, as nearly as it can be said. */
import { formatText } from '../../format/format.ts';
import type { GenerationRecord } from '../generation-record.ts';
import { modelFolder } from './model-folder.ts';
import { freeName } from './recipe-name.ts';
import { oneLine } from './sentence.ts';
import { settingsOf } from './settings-of.ts';
import { recipeWords } from './words-of.ts';

export interface RecipeOptions {
  /** What the recipe is called if that can be a name; mostly the picture's file name without its ending. */
  readonly name?: string;
  /** For people: where the picture came from. */
  readonly source?: string;
  /** Names that the file has already. */
  readonly taken?: ReadonlySet<string>;
}

export interface ImportedRecipe {
  /** Declarations in canonical form, a line break at the end; the notes stand above the recipe. */
  readonly text: string;
  readonly name: string;
  /** One sentence for each thing that could not be expressed. */
  readonly notes: readonly string[];
}

const NO_NAMES: ReadonlySet<string> = new Set();

export function recipeOf(record: GenerationRecord, options: RecipeOptions = {}): ImportedRecipe {
  const taken = options.taken ?? NO_NAMES;
  const name = freeName(options.name ?? 'imported', taken);
  const words = recipeWords(record);
  const { settings, notes: settingNotes } = settingsOf(record);
  const folder = record.model?.name === undefined ? undefined : modelFolder(record.model.name);
  const model = folder === undefined ? undefined : freeName('painter', new Set([...taken, name]));
  const notes = [...record.notes, ...words.notes, ...settingNotes, ...otherNotes(record)].map((note) => oneLine(note));
  const lines = [
    ...(model === undefined ? [] : [`model ${model} = "${folder}"`, '']),
    ...[originOf(record, options.source), ...notes].map((line) => `// ${line}`),
    `recipe ${name} {`,
    ...(model === undefined ? [] : [`model: ${model}`]),
    `prompt: ${words.prompt}`,
    ...(words.negative === undefined ? [] : [`negative: ${words.negative}`]),
    `emphasis: ${words.emphasis}`,
    ...settings.map(({ key, value }) => `${key}: ${value}`),
    '}',
    '',
  ];
  return { text: formatText(lines.join('\n')), name, notes };
}

/** `From fox.png, made by A1111 v1.10.1 with the model v1-5 (45dee52b).` */
function originOf({ tool, version, model }: GenerationRecord, source: string | undefined): string {
  const named = model?.name ?? 'a model without a name';
  const painter = model === undefined ? '' : ` with ${model.name === undefined ? named : `the model ${named}`}`;
  const hash = model?.hash === undefined ? '' : ` (${model.hash})`;
  const from = source === undefined ? 'Made' : `From ${source}, made`;
  return oneLine(`${from} by ${tool}${version === undefined ? '' : ` ${version}`}${painter}${hash}.`);
}

type Remark = (record: GenerationRecord) => string | undefined;

/** What a recipe has no setting for. */
const remarks: readonly Remark[] = [
  ({ prompt }) => (prompt.trim() === '' ? 'No prompt was found: write one.' : undefined),
  ({ model }) =>
    model?.name === undefined
      ? 'The picture does not name its model, so the starter model stands in: name the right one.'
      : `Put that model, exported to ONNX, into the folder that \`model\` names, or name another.`,
  ({ loras }) => {
    const names = loras.slice(0, 8).map(({ name, weight }) => `${name}${weight === undefined ? '' : ` (${weight})`}`);
    return names.length === 0
      ? undefined
      : `The extra networks ${names.join(', ')} are left out: this version reads none.`;
  },
  ({ denoise }) =>
    denoise === undefined || denoise >= 1
      ? undefined
      : `The picture was begun from another one (denoising ${denoise}); the recipe begins from noise.`,
  ({ clipSkip }) =>
    clipSkip === undefined || clipSkip <= 1
      ? undefined
      : `Clip skip ${clipSkip} is left out: all layers are read here.`,
  ({ noise }) =>
    noise === undefined || noise === 'cpu'
      ? undefined
      : 'Its noise is that of a graphics card, ours that of the processor: the same seed makes another picture.',
  ({ seed }) => (seed === undefined ? 'The picture names no seed that can be used.' : undefined),
  ({ unread }) => (unread.length === 0 ? undefined : `Not read: ${unread.slice(0, 40).join('; ')}.`),
];

function otherNotes(record: GenerationRecord): readonly string[] {
  return remarks.flatMap((remark) => remark(record) ?? []);
}
