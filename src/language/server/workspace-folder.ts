/** @file One folder of the workspace: its files as editors and disk have them, an open text before that on disk. */
import type { ParseResult } from 'langium';
import type { UsedElsewhere } from '../checks/unused.ts';
import type { PromptDocument } from '../document.ts';
import type { PromptFile } from '../generated/ast.ts';
import type { Host } from '../host.ts';
import { isPromptFile } from '../program/file-references.ts';
import { Library } from '../program/library.ts';
import { isByName } from '../program/link.ts';
import { complete } from '../program/load.ts';
import { type Sources, sourcesIn } from '../program/sources.ts';
import { type NameUse, namesWritten, namesWrittenIn, usesIn, usesInWildcardFiles } from '../scope/uses.ts';
import type { Named } from '../tree/declarations.ts';
import { parseWildcardFile, type WildcardFile } from '../wildcard/wildcard-file.ts';

export class WorkspaceFolder {
  /** Absolute; paths of files are relative to it. */
  readonly root: string;
  readonly library = new Library();
  private readonly host: Host;
  private readonly sources: Sources;
  private readonly open = new Set<string>();

  constructor(host: Host, root: string) {
    this.root = root;
    this.host = host;
    this.sources = sourcesIn(host, root);
  }

  /** Reads every prompt file of the folder that is not known yet. */
  async index(): Promise<void> {
    for (const file of await this.host.promptFilesIn(this.root)) await this.read(file);
  }

  /** Takes in the prompts that an editor has. */
  putOpen(file: string, text: string, parsed: ParseResult<PromptFile>): PromptDocument {
    this.open.add(file);
    return this.putPrompts(file, text, parsed);
  }

  putPrompts(file: string, text: string, parsed?: ParseResult<PromptFile>): PromptDocument {
    this.library.putPrompts(file, text, parsed);
    return this.library.document(file) as PromptDocument; // It was just put in.
  }

  /** Takes in the words that an editor has, in a file of any other language. */
  putOpenWords(file: string, text: string): void {
    this.open.add(file);
    if (this.library.isKnown(file)) this.library.put(file, text);
  }

  /** Takes in the words that an editor has and calls wildcards, whether or not any prompt file names them yet. */
  putOpenWildcards(file: string, text: string): WildcardFile {
    this.open.add(file);
    if (this.library.wildcardFile(file)?.text !== text) this.library.put(file, text);
    return this.library.wildcardFile(file) ?? parseWildcardFile(file, text);
  }

  /** From now on the file is as it is on disk. */
  async close(file: string): Promise<void> {
    this.open.delete(file);
    await this.changedOnDisk(file);
  }

  /** @returns whether that changes anything. */
  async changedOnDisk(file: string): Promise<boolean> {
    if (this.open.has(file) || (!isPromptFile(file) && !this.library.isKnown(file))) return false;
    this.library.forget(file);
    await this.read(file);
    return true;
  }

  /** Reads whatever the file reaches and is not known yet. */
  complete(file: string): Promise<void> {
    return complete(this.library, file, this.sources);
  }

  private async read(file: string): Promise<void> {
    if (this.library.isKnown(file)) return;
    const found = await this.sources(file);
    if (this.library.isKnown(file)) return; // An editor was faster.
    if ('text' in found) this.library.put(file, found.text);
    else this.library.putUnread(file, found.unread);
  }

  /** Every prompt file that is known, linked. */
  documents(): PromptDocument[] {
    return this.library.files().flatMap((file) => this.library.document(file) ?? []);
  }

  /** Linked files that name this one. */
  importersOf(file: string): PromptDocument[] {
    const others = this.library.importersOf(file).filter((each) => each !== file);
    return others.flatMap((each) => this.library.document(each) ?? []);
  }

  /** Every use of a declaration in every file. @param file that declares it. */
  usesOf(declaration: Named, file: string): NameUse[] {
    const own = this.library.document(file);
    return [...(own ? [own] : []), ...this.importersOf(file)].flatMap((each) =>
      allUsesIn(each).filter((use) => use.target === declaration),
    );
  }

  /** What the unused declarations of a file are judged by: names as others write them, so that nothing is linked. */
  usedElsewhere(file: string): UsedElsewhere {
    const asked = this.library.importsOf(file);
    return ({ name, keyword }) => {
      if (name === undefined) return false;
      return asked.some(({ declaration, source, words }) => {
        if (isByName(declaration)) return declaration.names.includes(name);
        const writes = [namesWritten(source.tree), ...words.map(namesWrittenIn)];
        return writes.some((each) => each.names.has(name) || (each.hasPatterns && keyword === 'wildcard'));
      });
    };
  }
}

function allUsesIn(document: PromptDocument): NameUse[] {
  return [...usesIn(document), ...usesInWildcardFiles(document)];
}
