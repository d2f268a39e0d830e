/** @file A wildcard file that is open, among the prompt files that may read it. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { PromptDocument } from '../../document.ts';
import { type NamedWildcard, wildcardsIn } from '../../scope/wildcards.ts';
import type { Extent } from '../../tree/extent.ts';
import type { WildcardFile, WildcardNode, WildcardValue } from '../wildcard-file.ts';

export interface WildcardView {
  readonly file: WildcardFile;
  /** Its text, by lines. */
  readonly lines: TextDocument;
  /** Every prompt file of the workspace folder that is known, linked with each other and with this file. */
  readonly documents: readonly PromptDocument[];
}

/** Prompt files in which a wildcard is declared that is read from the file. */
export function readersOf({ file, documents }: WildcardView): PromptDocument[] {
  return documents.filter((document) => document.wildcardFiles.get(file.file) === file);
}

/** What the file is called in a prompt file: by the wildcards declared there or imported. */
export function namesOf({ file }: WildcardView, document: PromptDocument): NamedWildcard[] {
  return wildcardsIn(document).filter((wildcard) => isRootOf(file, wildcard.node));
}

/** A declared wildcard has the file's root under a name of its own. */
export function isRootOf({ root }: WildcardFile, node: WildcardNode): boolean {
  return node.values === root.values && node.children === root.children;
}

export interface PlacedNode {
  readonly node: WildcardNode;
  /** `colour/warm`; empty for the root. */
  readonly path: string;
}

/** The root and every key, parents before children. */
export function nodesIn({ root }: Pick<WildcardFile, 'root'>): PlacedNode[] {
  return nodesBelow(root, '');
}

function nodesBelow(node: WildcardNode, path: string): PlacedNode[] {
  const below = node.children.flatMap((child) => nodesBelow(child, path === '' ? child.key : `${path}/${child.key}`));
  return [{ node, path }, ...below];
}

/** A value with the list that it stands in. */
export interface PlacedValue extends PlacedNode {
  readonly value: WildcardValue;
}

/** Values whose entries an extent touches. */
export function valuesTouched(file: WildcardFile, { start, end }: Extent): PlacedValue[] {
  return nodesIn(file).flatMap((placed) =>
    placed.node.values.filter(({ at }) => at.start <= end && start <= at.end).map((value) => ({ ...placed, value })),
  );
}
