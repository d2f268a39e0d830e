/** @file What wildcards stand for: those declared with their lines, and those read from files. */
import { documentOf, documentsOf, type PromptDocument } from '../document.ts';
import type { Text, Wildcard } from '../generated/ast.ts';
import { fileReferences, isImport } from '../program/file-references.ts';
import type { Option, Prompt, WildcardPart } from '../prompt/part.ts';
import { wildcardPartsIn } from '../prompt/parts-in.ts';
import { scanPrompt } from '../prompt/scan.ts';
import { membersOf, namePlace } from '../tree/declarations.ts';
import { fileOf } from '../tree/file-of.ts';
import { placeOf, quotedText } from '../tree/places.ts';
import { matchWildcards, valuesBelow } from '../wildcard/match.ts';
import { sliceQuoted } from '../wildcard/slice-quoted.ts';
import { readHead } from '../wildcard/weight.ts';
import type { WildcardFile, WildcardNode, WildcardValue } from '../wildcard/wildcard-file.ts';

/** A wildcard as patterns see it. */
export interface NamedWildcard {
  readonly name: string;
  readonly node: WildcardNode;
  readonly declaration: Wildcard;
  /** Where its values stand. */
  readonly file: string;
}

const named = new WeakMap<PromptDocument, readonly NamedWildcard[]>();

/** Every wildcard that can be named in the file, in the order of its names. */
export function wildcardsIn(document: PromptDocument): readonly NamedWildcard[] {
  const known = named.get(document);
  if (known) return known;
  const wildcards = [...document.names].flatMap(([name, declaration]) =>
    declaration.keyword === 'wildcard' ? [namedWildcard(document, name, declaration)] : [],
  );
  named.set(document, wildcards);
  return wildcards;
}

function namedWildcard(document: PromptDocument, name: string, declaration: Wildcard): NamedWildcard {
  const from = wildcardFileOf(document, declaration);
  const node = from ? { ...from.root, key: name } : inlineNode(declaration, name);
  return { name, node, declaration, file: from?.file ?? fileOf(declaration) };
}

/** The file that a wildcard is read from; undefined when it has its own lines, or the file is not there. */
function wildcardFileOf(document: PromptDocument, declaration: Wildcard): WildcardFile | undefined {
  const at = documentOf(document, declaration);
  const reference = fileReferences(at.tree, at.file).find((each) => each.declaration === declaration);
  return reference?.file === undefined ? undefined : at.wildcardFiles.get(reference.file);
}

const inline = new WeakMap<Wildcard, WildcardNode>();

function inlineNode(declaration: Wildcard, name: string): WildcardNode {
  const known = inline.get(declaration);
  if (known) return known;
  const lines = membersOf(declaration).flatMap((member) => (member.$type === 'Line' ? [member.text] : []));
  const node = { key: name, keyAt: namePlace(declaration), values: lines.map(inlineValue), children: [] };
  inline.set(declaration, node);
  return node;
}

/** `"3::red"`: a weight, as in files. */
function inlineValue(line: Text): WildcardValue {
  const quoted = quotedText(line);
  const head = readHead(quoted.text);
  const text = head.kind === 'weight' ? sliceQuoted(quoted, head.length, quoted.text.length) : quoted;
  const at = placeOf(line);
  return { text, weight: head.kind === 'weight' ? head.weight : 1, at, removeAt: at };
}

/** Wildcards that a pattern means, in the order of their names. */
export function wildcardsOf(document: PromptDocument, pattern: string): readonly NamedWildcard[] {
  return wildcardsIn(document).filter((wildcard) => matchWildcards(pattern, [wildcard]).length > 0);
}

const options = new WeakMap<PromptDocument, Map<string, readonly Option[] | undefined>>();

/** Every value that a part can stand for, in order and each phrase once; undefined when its pattern means nothing. */
export function optionsOf(document: PromptDocument, part: WildcardPart): readonly Option[] | undefined {
  const reader = readerOf(document, part.file);
  const known = options.get(reader) ?? new Map<string, readonly Option[] | undefined>();
  options.set(reader, known);
  if (!known.has(part.pattern)) known.set(part.pattern, valuesOf(reader, part.pattern));
  return known.get(part.pattern);
}

function valuesOf(document: PromptDocument, pattern: string): readonly Option[] | undefined {
  const found = wildcardsIn(document).map(({ node, name, file }) => ({
    nodes: matchWildcards(pattern, [{ name, node }]),
    file,
  }));
  if (found.every(({ nodes }) => nodes.length === 0)) return undefined;
  const phrases = new Map<string, Option>();
  for (const { nodes, file } of found) {
    for (const value of valuesBelow(nodes)) {
      if (!phrases.has(value.text.text)) phrases.set(value.text.text, optionOf(value, file));
    }
  }
  return [...phrases.values()];
}

const scanned = new WeakMap<WildcardValue, Prompt>();

/** Scanned once, however many files read it. @param file that the value stands in. */
export function promptOfValue(value: WildcardValue, file: string): Prompt {
  const known =
    scanned.get(value) ?? (living.test(value.text.text) ? scanPrompt(value.text, file) : plain(value, file));
  scanned.set(value, known);
  return known;
}

/** What may begin something other than plain text; of a long list most values have none of it. */
const living = /[^\p{L}\p{N} ,.;:'"!?&%+=#@*/-]/u;

function plain({ text: { text, offsetAt } }: WildcardValue, file: string): Prompt {
  const part = { kind: 'text', text, start: offsetAt(0), end: offsetAt(text.length), file } as const;
  return { parts: text === '' ? [] : [part], problems: [] };
}

const partsInFiles = new WeakMap<WildcardFile, readonly WildcardPart[]>();

/** Wildcards within the values of a file: of a long list mostly none. */
export function wildcardPartsOf(file: WildcardFile): readonly WildcardPart[] {
  const known = partsInFiles.get(file);
  if (known) return known;
  const parts = valuesBelow([file.root]).flatMap((value) => wildcardPartsIn(promptOfValue(value, file.file).parts));
  partsInFiles.set(file, parts);
  return parts;
}

function optionOf(value: WildcardValue, file: string): Option {
  const { start, end } = value.at;
  return { weight: value.weight, parts: promptOfValue(value, file).parts, start, end, file };
}

/** Whose names a part means: those of its own file, and in a wildcard file those of the nearest file that reads it. */
function readerOf(document: PromptDocument, file: string): PromptDocument {
  if (file === document.file) return document;
  const documents = documentsOf(document);
  return documents.get(file) ?? [...documents.values()].find((each) => each.wildcardFiles.has(file)) ?? document;
}

/** Wildcards declared here, with the file that each is read from. */
export function wildcardFilesOf(document: PromptDocument): { declaration: Wildcard; file: WildcardFile }[] {
  return fileReferences(document.tree, document.file).flatMap((reference) => {
    if (isImport(reference) || reference.declaration.keyword !== 'wildcard') return [];
    const file = document.wildcardFiles.get(reference.file ?? '');
    return file ? [{ declaration: reference.declaration, file }] : [];
  });
}
