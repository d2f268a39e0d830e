/** @file Settings that name files, and the names of files that fit. */
import type { DeclarationKind } from '../tree/declarations.ts';
import type { ValueKind } from './setting-rule.ts';
import { settingRule } from './tables.ts';

export interface FileKind {
  readonly fits: RegExp;
  /** For a sentence. */
  readonly needed: string;
}

const kinds: { readonly [K in ValueKind]?: FileKind } = {
  image: { fits: /\.(png|jpe?g|webp)$/i, needed: 'an image is a PNG, JPEG or WebP file' },
  file: { fits: /\.safetensors$/i, needed: 'learned tokens are `.safetensors` files' },
};

/** Undefined for settings that name no file. */
export function fileKindOf(of: DeclarationKind, key: string): FileKind | undefined {
  const kind = settingRule(of, key)?.value.kind;
  return kind && kinds[kind];
}
