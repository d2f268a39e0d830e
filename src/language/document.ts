/** @file A prompt file as everything else sees it: its text, its tree, its names, and the files it builds on. */
import type { AstNode, ParseResult } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Problem } from './diagnostics/problem.ts';
import type { Import, PromptFile } from './generated/ast.ts';
import { parse } from './parser/parse.ts';
import { syntaxProblems } from './parser/syntax-problems.ts';
import type { SourceSpan } from './plan/plan.ts';
import type { Unread } from './program/sources.ts';
import { isNamed, type Named } from './tree/declarations.ts';
import type { Extent, Place } from './tree/extent.ts';
import { rootOf, setFile } from './tree/file-of.ts';
import type { WildcardFile } from './wildcard/wildcard-file.ts';

/** One parsed file, by itself: made once for each text, whatever other files hold. */
export interface SourceDocument {
  /** Relative to the workspace folder, with `/`. */
  readonly file: string;
  readonly text: string;
  /** The same text, by lines. */
  readonly lines: TextDocument;
  readonly tree: PromptFile;
  readonly syntax: readonly Problem[];
  /** Its own names; of several declarations of one name the first. */
  readonly declared: ReadonlyMap<string, Named>;
}

/** A parsed file, linked with those it imports. */
export interface PromptDocument extends SourceDocument {
  /** Its own names and those that come in by import: what a name means that is written in this file. */
  readonly names: ReadonlyMap<string, Named>;
  /** One for each import whose file is there. */
  readonly imports: readonly ImportedFile[];
  /** Files that its wildcards are read from, by their path. */
  readonly wildcardFiles: ReadonlyMap<string, WildcardFile>;
  /** Files that it names and that could not be read. */
  readonly unread: ReadonlyMap<string, Unread>;
}

export interface ImportedFile {
  readonly declaration: Import;
  readonly document: PromptDocument;
}

/** A document that stands alone: its imports lead nowhere. */
export function createDocument(file: string, text: string): PromptDocument {
  return alone(createSource(file, text, parse(text)));
}

export function alone(source: SourceDocument): PromptDocument {
  return { ...source, names: source.declared, imports: [], wildcardFiles: new Map(), unread: new Map() };
}

export function createSource(file: string, text: string, parsed: ParseResult<PromptFile>): SourceDocument {
  const tree = parsed.value;
  setFile(tree, file);
  const lines = TextDocument.create(file, 'vlprompt', 0, text);
  return { file, text, lines, tree, syntax: syntaxProblems(parsed, text), declared: namesIn(tree) };
}

function namesIn(tree: PromptFile): Map<string, Named> {
  const names = new Map<string, Named>();
  for (const declaration of tree.declarations) {
    if (isNamed(declaration) && declaration.name !== undefined && !names.has(declaration.name)) {
      names.set(declaration.name, declaration);
    }
  }
  return names;
}

interface Reached {
  readonly byFile: ReadonlyMap<string, PromptDocument>;
  readonly byTree: ReadonlyMap<AstNode, PromptDocument>;
}

const reached = new WeakMap<PromptDocument, Reached>();

/** The document itself and every one it reaches through imports, by file; nearer ones first. */
export function documentsOf(document: PromptDocument): ReadonlyMap<string, PromptDocument> {
  return reachedBy(document).byFile;
}

function reachedBy(document: PromptDocument): Reached {
  const known = reached.get(document);
  if (known) return known;
  const byFile = new Map([[document.file, document]]);
  // A map is iterated over what is added meanwhile, too.
  for (const { imports } of byFile.values()) {
    for (const { document: next } of imports) if (!byFile.has(next.file)) byFile.set(next.file, next);
  }
  const found = { byFile, byTree: new Map([...byFile.values()].map((each) => [each.tree, each])) };
  reached.set(document, found);
  return found;
}

/** The document of the program that a node stands in: names in it mean what they mean there. */
export function documentOf(document: PromptDocument, node: AstNode): PromptDocument {
  const root = rootOf(node);
  return root === document.tree ? document : (reachedBy(document).byTree.get(root) ?? document);
}

/** By file; undefined when it is not part of the program. */
export function documentIn(document: PromptDocument, file: string): PromptDocument | undefined {
  return file === document.file ? document : documentsOf(document).get(file);
}

/** @param at a place in any file of the program; without a file offsets into the document's own text. */
export function spanOf(document: PromptDocument, at: Extent | Place): SourceSpan {
  const { file, lines } = ('file' in at ? documentIn(document, at.file) : undefined) ?? document;
  return { file, start: lines.positionAt(at.start), end: lines.positionAt(at.end) };
}
