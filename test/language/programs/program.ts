/** @file Whole programs without mistakes: several files with imports, every declaration, names that are all declared. */
import type fc from 'fast-check';
import { benchmarkFormats } from '../../../src/language/settings/benchmark-rules.ts';
import { type Choices, made } from './choices.ts';
import { separated } from './condition-writer.ts';
import { FileWriter } from './file-writer.ts';
import { writeCuration, writeEvaluation, writeLearning } from './judging-writer.ts';
import { LINE } from './layout.ts';
import { joined, type Names, namesIn, only } from './names.ts';
import { writeRecipe } from './recipe-writer.ts';
import { writeVocabulary } from './vocabulary-writer.ts';

/** Texts of files by their paths relative to the workspace; the one that is opened is called `MAIN`. */
export type Program = Readonly<Record<string, string>>;

export const MAIN = 'main.vlprompt';

/** Programs that no check finds an error in, unless they ask for too much. */
export const program: fc.Arbitrary<Program> = made(writeProgram, 600);

interface Written {
  readonly path: string;
  readonly names: Names;
  readonly files: Program;
}

export function writeProgram(choices: Choices): Program {
  const hasAttribute = choices.isLucky(50);
  const write = (path: string, prefix: string, from: readonly Written[]) =>
    writeFile(choices, path, prefix, hasAttribute, from);
  const base = choices.isLucky(40) ? [write('words/base.vlprompt', 'b_', [])] : [];
  const more = choices.isLucky(20) ? [write('more.vlprompt', 'm_', base)] : [];
  const imported = [...base, ...more];
  const files = [write(MAIN, '', imported), ...imported].map((each) => each.files);
  return Object.assign({}, ...files);
}

function writeFile(
  choices: Choices,
  path: string,
  prefix: string,
  hasAttribute: boolean,
  from: readonly Written[],
): Written {
  const imports = from.map((each) => writeImport(choices, path, each));
  const tokens = imports.flatMap((each) => each.tokens);
  const file = new FileWriter(choices, path, prefix, hasAttribute, tokens, joined(imports.map(({ names }) => names)));
  writeVocabulary(file);
  writeSources(file);
  writeRuns(file);
  return { path, names: file.own, files: { ...file.besides, [path]: file.text() } };
}

/** Everything that the file declares, or some of it by name. */
function writeImport(choices: Choices, into: string, { path, names }: Written): { tokens: string[]; names: Names } {
  const written = `"${into.includes('/') ? '../' : './'}${path}"`;
  if (!choices.isLucky(50)) return { tokens: ['import', written, LINE], names };
  const wanted = choices.someOf(namesIn(names), 1);
  return { tokens: ['import', '{', ...separated(wanted), '}', 'from', written, LINE], names: only(names, wanted) };
}

function writeSources(file: FileWriter): void {
  const { choices } = file;
  for (const [kind, role] of [
    ['holdouts', 'holdout'],
    ['pools', 'pool'],
    ['shots', 'shots'],
  ] as const) {
    const body = choices.pick([
      ['{', 'role:', role, '}'],
      ['{', LINE, 'licence:', '"CC0 {x"', LINE, 'role:', role, LINE, 'labels:', 'folders', LINE, '}'],
    ]);
    file.upTo(1, `${role}-`, (name) =>
      file.declare(['data', name, 'from', `"data/${role}"`, ...body, LINE], kind, name),
    );
  }
  const painter = choices.pick(['"starter/diffusion"', '"hf:owner/name@main"']);
  file.upTo(1, 'painter', (name) =>
    file.declare(['model', name, '=', painter, ...running(choices), LINE], 'painters', name),
  );
  file.upTo(1, 'judge', (name) => file.declare(['model', name, '=', '"starter/clip"', LINE], 'judges', name));
  const format = choices.pick(Object.keys(benchmarkFormats));
  file.upTo(1, 'bench', (name) =>
    file.declare(['benchmark', name, 'from', '"bench"', '{', 'format:', format, '}', LINE]),
  );
}

function running(choices: Choices): string[] {
  const settings = choices.someOf([
    ['precision:', 'fp16'],
    ['provider:', 'auto'],
    ['adapter:', '"tokens/a.safetensors"', ',', '"b.safetensors"'],
  ]);
  return settings.length === 0 ? [] : ['{', LINE, ...settings.flatMap((setting) => [...setting, LINE]), '}'];
}

function writeRuns(file: FileWriter): void {
  const { choices } = file;
  file.upTo(3, 'recipe_', (name) => {
    const base = file.names.recipes.length > 0 && choices.isLucky(30) ? choices.pick(file.names.recipes) : undefined;
    file.declare(writeRecipe(choices, name, file.names, base), 'recipes', name);
  });
  const { holdouts, recipes, shots, pools } = file.names;
  if (holdouts.length + recipes.length > 0)
    file.upTo(2, 'zeroshot-', (name) => file.declare(writeEvaluation(choices, name, file.names)));
  if (shots.length > 0) file.upTo(1, 'learned', (name) => file.declare(writeLearning(choices, name, file.names)));
  if (pools.length + recipes.length > 0)
    file.upTo(1, 'kept', (name) => file.declare(writeCuration(choices, name, file.names)));
}
