import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { isDeclarationId } from '../panels/declaration-id.ts';

/** An image of a recipe, or one that was drawn in place of one of its. */
export interface ImageTarget extends DeclarationId {
  /** The plan's key. */
  readonly key: string;
}

/** What a page or another extension hands to a command. */
export function isImageTarget(value: unknown): value is ImageTarget {
  return isDeclarationId(value) && 'key' in value && typeof value.key === 'string';
}
