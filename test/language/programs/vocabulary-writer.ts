/** @file Declarations of words: wildcards, constants, classes, groups and templates. */
import { separated } from './condition-writer.ts';
import type { FileWriter } from './file-writer.ts';
import { LINE } from './layout.ts';
import { writePrompt, writeText } from './prompt-writer.ts';
import { writeWildcards } from './wildcard-writer.ts';

/** Depths at which prompts begin: what a judge reads is spelled out whole and stays small. */
const JUDGED = 2;
const PAINTED = 1;

export function writeVocabulary(file: FileWriter): void {
  file.upTo(2, 'colours-', (name) =>
    file.choices.isLucky(50) ? writeWildcardFile(file, name) : writeWildcardLines(file, name),
  );
  file.upTo(2, 'text', (name) => file.declare(['let', name, '=', words(file, false), LINE], 'texts', name));
  file.upTo(1, 'paint_', (name) => file.declare(['let', name, '=', words(file, true), LINE], 'paintedTexts', name));
  file.upTo(1, 'style', (name) =>
    file.declare(['let', name, '=', '[', '"oil"', ',', '"ink {a|b}"', ']', LINE], 'lists', name),
  );
  for (const name of ['one', 'two']) writeClass(file, `${file.prefix}${name}`);
  file.upTo(2, 'class_', (name) => writeClass(file, name));
  file.upTo(2, 'group', (name) => writeGroup(file, name));
  file.upTo(2, 'photo-', (name) => writeTemplate(file, name));
}

function words(file: FileWriter, isForPainter: boolean): string {
  return writeText(file.choices, writePrompt(file.choices, file.scope(isForPainter), isForPainter ? PAINTED : JUDGED));
}

function writeWildcardLines(file: FileWriter, name: string): void {
  const { choices } = file;
  const lines = choices.several(1, 3, (index) => [
    `"w${index} ${writePrompt(choices, file.scope(false), JUDGED)}"`,
    LINE,
  ]);
  file.declare(['wildcard', name, '{', LINE, ...lines.flat(), '}', LINE], 'wildcards', name);
}

function writeWildcardFile(file: FileWriter, name: string): void {
  const { extension, text, keys } = writeWildcards(file.choices);
  const path = `lists/${name}.${extension}`;
  file.besides[path] = text;
  const written = `"${file.path.includes('/') ? '../' : './'}${path}"`;
  const patterns = keys.length > 0 ? [...keys.map((key) => `${name}/${key}`), `${name}/*`, `${name}/**`] : [];
  file.declare(['wildcard', name, 'from', written, LINE], 'wildcards', name, ...patterns);
}

function writeClass(file: FileWriter, name: string): void {
  const { choices, hasAttribute } = file;
  const caption = `"${name} ${writePrompt(choices, file.scope(false), JUDGED)}"`;
  const attribute = hasAttribute ? [['attribute.colour:', '"dark {red|blue}"', LINE]] : [];
  const settings = choices.someOf([
    ['also:', `"${name} too"`, ',', words(file, false), LINE],
    ['negative:', '"blurry"', LINE],
    ['description:', '"not a {prompt"', LINE],
    ...file.names.groups.slice(0, 1).map((group) => ['group:', group, LINE]),
  ]);
  const all = [...attribute, ...settings].flat();
  file.declare(['class', name, caption, ...(all.length > 0 ? ['{', LINE, ...all, '}'] : []), LINE], 'classes', name);
}

function writeGroup(file: FileWriter, name: string): void {
  const members = file.choices.someOf([...file.names.classes, ...file.names.groups], 1);
  file.declare(['group', name, '=', ...separated(members), LINE], 'groups', name);
}

function writeTemplate(file: FileWriter, name: string): void {
  const { choices, hasAttribute } = file;
  const isForPainter = choices.isLucky(40);
  const scope = file.scope(isForPainter, 'class', ...(hasAttribute ? ['class.attribute.colour'] : []));
  const line = () => writeText(choices, `\${class} ${writePrompt(choices, scope, isForPainter ? 0 : JUDGED)}`);
  const lines = choices.several(1, 3, () => [line(), LINE]).flat();
  file.declare(
    ['template', name, '{', LINE, ...lines, '}', LINE],
    isForPainter ? 'paintedTemplates' : 'templates',
    name,
  );
}
