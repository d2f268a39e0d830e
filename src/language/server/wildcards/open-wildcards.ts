/** @file Wildcard files of the server, among the prompt files around them. */
import { type LangiumDocument, type LangiumSharedCoreServices, URI } from 'langium';
import type { Location } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { PromptDocument } from '../../document.ts';
import type { Place } from '../../tree/extent.ts';
import type { WildcardView } from '../../wildcard/features/view.ts';
import { type WildcardFile, wildcardExtensions } from '../../wildcard/wildcard-file.ts';
import { rangeOf } from '../providers/protocol.ts';
import type { PromptWorkspace } from '../workspace.ts';

/** The language id of wildcard files that are no YAML or JSON. */
export const WILDCARD_LANGUAGE = 'vlwildcard';

/** Its documents are those that reach the file, or all of them as long as none does. */
export interface OpenWildcards extends WildcardView {
  readonly uri: string;
  /** The same among all prompt files of the workspace folder, for what concerns other names than the file's own. */
  readonly amongAll: () => OpenWildcards;
  /** @param file relative to the workspace folder. */
  readonly uriOf: (file: string) => string;
}

export class WildcardWorkspace {
  private readonly workspace: PromptWorkspace;
  private readonly documents: () => LangiumSharedCoreServices['workspace']['LangiumDocuments'];

  private readonly checked = new WeakMap<LangiumDocument, readonly PromptDocument[]>();

  constructor(workspace: PromptWorkspace, shared: LangiumSharedCoreServices) {
    this.workspace = workspace;
    this.documents = () => shared.workspace.LangiumDocuments;
  }

  /** A wildcard file as its editor has it. */
  viewOf({ uri, textDocument }: LangiumDocument): OpenWildcards {
    this.takeOpenPrompts();
    const { folder, file } = this.workspace.placeOf(uri);
    return this.view(uri, folder.putOpenWildcards(file, textDocument.getText()));
  }

  /** The same, once everything is read that the prompt files around it name: from the disk where no editor has it. */
  async completeViewOf(document: LangiumDocument): Promise<OpenWildcards> {
    await this.workspace.indexed;
    const { uri } = document;
    const view = this.viewOf(document);
    if (uri.scheme !== 'file') return view;
    const { folder } = this.workspace.placeOf(uri);
    for (const importer of folder.library.importersOf(view.file.file)) await folder.complete(importer);
    return this.viewOf(document);
  }

  /** Says with which prompt files an open file was checked. */
  setChecked(document: LangiumDocument, { documents }: OpenWildcards): void {
    this.checked.set(document, documents);
  }

  /** Whether prompt files have changed, or have become known, since an open file was checked. */
  isOutdated(document: LangiumDocument): boolean {
    const before = this.checked.get(document) ?? [];
    const { folder, file } = this.workspace.placeOf(document.uri);
    const now = documentsReaching(folder, file);
    return before.length !== now.length || before.some((each, index) => each !== now[index]);
  }

  /** A wildcard file that is known, as its editor or the disk has it. */
  private view(uri: URI, file: WildcardFile): OpenWildcards {
    const { folder } = this.workspace.placeOf(uri);
    const view: OpenWildcards = {
      file,
      lines: TextDocument.create(file.file, WILDCARD_LANGUAGE, 0, file.text),
      documents: documentsReaching(folder, file.file),
      uri: uri.toString(),
      uriOf: (other) => this.workspace.resolve(uri, other).toString(),
      amongAll: () => ({ ...view, documents: folder.documents() }),
    };
    return view;
  }

  /** Every wildcard file that some prompt file names and that could be read. */
  known(): OpenWildcards[] {
    return this.workspace.knownFolders().flatMap(({ root, library }) =>
      library.wildcardPaths().flatMap((path) => {
        const file = library.wildcardFile(path);
        return file ? [this.view(URI.file(`${root}/${path}`), file)] : [];
      }),
    );
  }

  /** Prompts that were typed just now may not have been checked yet. */
  private takeOpenPrompts(): void {
    for (const document of this.documents().all)
      if (!isWildcards(document.textDocument)) this.workspace.documentOf(document);
  }
}

/** A workspace may hold many files, of which a change links anew only those that are asked for. */
function documentsReaching(folder: PlaceInWorkspace['folder'], file: string): PromptDocument[] {
  const reachers = [...folder.library.reachersOf(file)].flatMap((each) => folder.library.document(each) ?? []);
  return reachers.length > 0 ? reachers : folder.documents();
}

/** Of files that Langium keeps: YAML and JSON have languages of their own, and are kept as wildcards only. */
export function isWildcards({ languageId, uri }: Pick<TextDocument, 'languageId' | 'uri'>): boolean {
  return languageId === WILDCARD_LANGUAGE || structuredExtensions.some((ending) => uri.toLowerCase().endsWith(ending));
}

export const structuredExtensions: readonly string[] = wildcardExtensions.filter((ending) => ending !== '.txt');

/** Whether a file in an editor is to be kept as wildcards: by its language, its folder, or by prompts that read it. */
export function isServedAsWildcards(document: TextDocument, { folder, file }: PlaceInWorkspace): boolean {
  if (document.languageId === WILDCARD_LANGUAGE) return true;
  if (!isWildcards(document)) return false;
  return /(^|\/)wildcards\//.test(file) || folder.library.wildcardPaths().includes(file);
}

type PlaceInWorkspace = ReturnType<PromptWorkspace['placeOf']>;

/** Undefined when the file is not among those that are known. */
export function locationIn(view: OpenWildcards, at: Place): Location | undefined {
  const lines = linesIn(view, at.file);
  return lines && { uri: at.file === view.file.file ? view.uri : view.uriOf(at.file), range: rangeOf({ lines }, at) };
}

function linesIn(view: OpenWildcards, file: string): TextDocument | undefined {
  if (file === view.file.file) return view.lines;
  const prompts = view.documents.find((document) => document.file === file);
  if (prompts) return prompts.lines;
  const wildcards = view.documents.flatMap((document) => document.wildcardFiles.get(file) ?? [])[0];
  return wildcards && TextDocument.create(file, WILDCARD_LANGUAGE, 0, wildcards.text);
}
