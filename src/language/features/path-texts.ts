/** @file The strings of a file that name other files or folders. */
import type { PromptDocument } from '../document.ts';
import type { Declaration, Text } from '../generated/ast.ts';
import { plainText } from '../prompt/escape.ts';
import type { ValueKind } from '../settings/setting-rule.ts';
import { settingRule } from '../settings/tables.ts';
import { isNamed, settingsOf } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import { resolvePath } from '../tree/paths.ts';
import { quotedText } from '../tree/places.ts';
import { atomsOf } from './atoms.ts';

/** What is expected under a path. */
export type PathKind = 'prompt-file' | 'wildcard-file' | 'image-folder' | 'folder' | 'model' | 'image' | 'token-file';

export interface PathText {
  readonly text: Text;
  readonly kind: PathKind;
  /** Between the quotes. */
  readonly at: Extent;
  readonly written: string;
  /** Relative to the workspace; undefined when it names no file, or leads out. */
  readonly path: string | undefined;
}

export function pathTexts(document: PromptDocument): PathText[] {
  return document.tree.declarations.flatMap((declaration) =>
    [...inHead(declaration), ...inSettings(declaration)].map(({ text, kind }) => pathText(document, text, kind)),
  );
}

interface Candidate {
  readonly text: Text;
  readonly kind: PathKind;
}

function inHead(declaration: Declaration): Candidate[] {
  if (declaration.keyword === 'model') return declaration.spec ? [{ text: declaration.spec, kind: 'model' }] : [];
  if (!('path' in declaration) || declaration.path === undefined) return [];
  return [{ text: declaration.path, kind: headKinds[declaration.keyword] }];
}

const headKinds = {
  import: 'prompt-file',
  wildcard: 'wildcard-file',
  data: 'image-folder',
  benchmark: 'folder',
} as const satisfies Partial<Record<Declaration['keyword'], PathKind>>;

function inSettings(declaration: Declaration): Candidate[] {
  if (!isNamed(declaration)) return [];
  return settingsOf(declaration).flatMap((setting) => {
    const isFolder = declaration.keyword === 'benchmark' && setting.key === 'images';
    const rule = settingRule(declaration.keyword, setting.key)?.value.kind;
    const kind = isFolder ? 'folder' : rule && settingKinds[rule];
    const texts = kind ? atomsOf(setting.value).filter((atom) => atom.$type === 'Text') : [];
    return texts.flatMap((text) => (kind ? [{ text, kind }] : []));
  });
}

const settingKinds: { readonly [K in ValueKind]?: PathKind } = { image: 'image', file: 'token-file' };

function pathText(document: PromptDocument, text: Text, kind: PathKind): PathText {
  const quoted = quotedText(text);
  const written = plainText(quoted.text);
  const isPath = kind !== 'model' || /^\.{1,2}\//.test(written);
  const path = isPath && written.trim() !== '' ? resolvePath(document.file, written) : undefined;
  const at = { start: quoted.offsetAt(0), end: quoted.offsetAt(quoted.text.length) };
  return { text, kind, at, written, path };
}
