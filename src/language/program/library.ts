/**
 * @file The files of one workspace folder as far as they are known: each parsed once for each text, linked when asked
 * for. A change of one file links anew only what reaches it.
 */
import type { ParseResult } from 'langium';
import { createSource, type ImportedFile, type PromptDocument, type SourceDocument } from '../document.ts';
import type { Import, PromptFile } from '../generated/ast.ts';
import { parse } from '../parser/parse.ts';
import { parseWildcardFile, type WildcardFile } from '../wildcard/wildcard-file.ts';
import { fileReferences, isImport, isPromptFile, readableFile } from './file-references.ts';
import { linkedNames } from './link.ts';
import type { Unread } from './sources.ts';

export interface ImportingSource {
  readonly declaration: Import;
  readonly source: SourceDocument;
  readonly words: readonly WildcardFile[];
}

export class Library {
  private readonly sources = new Map<string, SourceDocument>();
  private readonly wildcardFiles = new Map<string, WildcardFile>();
  private readonly unread = new Map<string, Unread>();
  private readonly linked = new Map<string, PromptDocument>();
  /** Of each file those that name it. */
  private readonly namedBy = new Map<string, Set<string>>();

  /** Takes the text of a file in: by its name one of prompts or one of wildcards. */
  put(file: string, text: string): void {
    if (isPromptFile(file)) this.putPrompts(file, text);
    else this.putWildcards(file, text);
  }

  /** @param file of any name. @param parsed the text, when somebody has parsed it already. */
  putPrompts(file: string, text: string, parsed?: ParseResult<PromptFile>): void {
    if (this.sources.get(file)?.text === text) return;
    this.forget(file);
    this.sources.set(file, createSource(file, text, parsed ?? parse(text)));
    for (const named of this.namedIn(file)) {
      const by = this.namedBy.get(named);
      if (by) by.add(file);
      else this.namedBy.set(named, new Set([file]));
    }
  }

  /** Says of a file that there is no text. */
  putUnread(file: string, why: Unread): void {
    if (this.unread.get(file) === why) return;
    this.forget(file);
    this.unread.set(file, why);
  }

  /** The file will be asked for again when somebody needs it. */
  forget(file: string): void {
    for (const reacher of this.reachersOf(file)) this.linked.delete(reacher);
    for (const named of this.namedIn(file)) this.namedBy.get(named)?.delete(file);
    this.sources.delete(file);
    this.wildcardFiles.delete(file);
    this.unread.delete(file);
  }

  isKnown(file: string): boolean {
    return this.sources.has(file) || this.wildcardFiles.has(file) || this.unread.has(file);
  }

  /** Undefined when the file is not known or is no prompt file. */
  document(file: string): PromptDocument | undefined {
    const known = this.linked.get(file);
    if (known) return known;
    const source = this.sources.get(file);
    if (source) this.link(source);
    return this.linked.get(file);
  }

  wildcardFile(file: string): WildcardFile | undefined {
    return this.wildcardFiles.get(file);
  }

  /** Of every prompt file that is known. */
  files(): readonly string[] {
    return [...this.sources.keys()];
  }

  /** Of every wildcard file that somebody names, also of those that are missing. */
  wildcardPaths(): readonly string[] {
    return [...this.namedBy].flatMap(([file, by]) => (by.size > 0 && !isPromptFile(file) ? [file] : []));
  }

  /** Every known file in a folder. */
  filesBelow(folder: string): string[] {
    const known = [...this.sources.keys(), ...this.wildcardFiles.keys()];
    return known.filter((file) => file.startsWith(`${folder}/`));
  }

  /** The file itself and every file that reaches it, through however many imports; nearer ones first. */
  reachersOf(file: string): ReadonlySet<string> {
    const reachers = new Set([file]);
    for (const reached of reachers) for (const by of this.namedBy.get(reached) ?? []) reachers.add(by);
    return reachers;
  }

  /** Files that name the file, by import or as a wildcard's file. */
  importersOf(file: string): readonly string[] {
    return [...(this.namedBy.get(file) ?? [])];
  }

  /** Every import of a file by another one, with what that one writes: itself, and the wildcard files that it reads. */
  importsOf(file: string): ImportingSource[] {
    return this.importersOf(file).flatMap((by) => {
      const source = by === file ? undefined : this.sources.get(by);
      if (source === undefined) return [];
      const references = fileReferences(source.tree, by);
      const words = references.flatMap((reference) => this.wildcardFiles.get(reference.file ?? '') ?? []);
      return references
        .filter(isImport)
        .filter((reference) => reference.file === file)
        .map(({ declaration }) => ({ declaration, source, words }));
    });
  }

  /** Files that a program needs and nobody has told of yet. @param file the program's first. */
  wantedBy(file: string): string[] {
    const reached = new Set([file]);
    for (const next of reached) for (const named of this.namedIn(next)) reached.add(named);
    return [...reached].filter((each) => !this.isKnown(each));
  }

  private putWildcards(file: string, text: string): void {
    if (this.wildcardFiles.get(file)?.text === text) return;
    this.forget(file);
    this.wildcardFiles.set(file, parseWildcardFile(file, text));
  }

  /** Files that a known prompt file names, where their paths are good. */
  private namedIn(file: string): string[] {
    const source = this.sources.get(file);
    return source === undefined ? [] : fileReferences(source.tree, file).flatMap(readableFile);
  }

  /** Links a file and, before anybody asks, all that it reaches: so a document never changes once it is made. */
  private link(first: SourceDocument): void {
    const fresh = new Map<PromptDocument, ImportedFile[]>();
    const queue = [first];
    for (const source of queue) {
      if (this.linked.has(source.file)) continue;
      const imports: ImportedFile[] = [];
      const document = this.withNames(source, imports);
      fresh.set(document, imports);
      this.linked.set(source.file, document);
      queue.push(...this.importedBy(source).map((imported) => imported.source));
    }
    for (const [document, imports] of fresh) imports.push(...this.importedFiles(document));
  }

  private withNames(source: SourceDocument, imports: readonly ImportedFile[]): PromptDocument {
    const referenced = this.namedIn(source.file);
    return {
      ...source,
      imports,
      names: linkedNames(source, this.importedBy(source)),
      wildcardFiles: pick(this.wildcardFiles, referenced),
      unread: pick(this.unread, referenced),
    };
  }

  private importedBy(source: SourceDocument) {
    const references = fileReferences(source.tree, source.file).filter(isImport);
    return references.flatMap(({ declaration, file = '' }) => {
      const imported = this.sources.get(file);
      return imported ? [{ declaration, source: imported }] : [];
    });
  }

  private importedFiles(source: SourceDocument): ImportedFile[] {
    return this.importedBy(source).flatMap(({ declaration, source: { file } }) => {
      const document = this.linked.get(file);
      return document ? [{ declaration, document }] : [];
    });
  }
}

function pick<V>(from: ReadonlyMap<string, V>, keys: readonly string[]): ReadonlyMap<string, V> {
  return new Map(
    keys.flatMap((key) => {
      const value = from.get(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
