/** @file Entries that tokenizers of all kinds have in their files. */
import type { JsonObject } from '../../files/json-file.ts';
import type { AddedToken } from '../splitting/added-tokens.ts';

export function addedTokensOf(file: JsonObject): AddedToken[] {
  return file.objects('added_tokens', []).map((token) => ({
    id: token.number('id'),
    content: token.string('content'),
    normalized: token.boolean('normalized', false),
  }));
}

export function tokenIds(entries: JsonObject): Map<string, number> {
  return new Map(entries.names().map((name) => [name, entries.number(name)]));
}

/** Written as `"l r"` or, in newer files, as `["l", "r"]`. */
export function mergeOf(merge: unknown): readonly [string, string] {
  const [left, right] = Array.isArray(merge) ? merge : String(merge).split(' ');
  return [String(left), String(right)];
}

/** Written as a text or as an object with `content`. */
export function tokenName(config: JsonObject, name: string): string | undefined {
  const value = config.value(name);
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? undefined : config.object(name).string('content');
}
