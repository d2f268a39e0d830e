/** @file From the bytes of a picture to a recipe, or to one sentence that says why there is none. */
import { Failure } from '../../protocol/failure.ts';
import { type ImageMetadata, readImageMetadata } from './metadata/image-metadata.ts';
import { readRecord, strangerOf } from './readers/read-record.ts';
import { type ImportedRecipe, type RecipeOptions, recipeOf } from './recipe/recipe-of.ts';

/** Bytes. Larger files are no pictures that were made from words. */
export const LARGEST_IMAGE = 128 << 20;

/**
 * @param source the picture's name, for people
 * @throws Failure `image-corrupt` when the bytes are no picture that can be looked into, `image-without-recipe` when it
 * does not say how it was made
 */
export function importImage(
  bytes: Uint8Array,
  source: string,
  options: Omit<RecipeOptions, 'source'> = {},
): ImportedRecipe {
  const metadata = bytes.length > LARGEST_IMAGE ? undefined : readImageMetadata(bytes);
  if (metadata === undefined) {
    throw new Failure(
      'image-corrupt',
      `${source} is no PNG, JPEG or WebP picture: choose one that a tool made from words.`,
    );
  }
  const record = readRecord(metadata);
  if (record === undefined) throw new Failure('image-without-recipe', withoutRecipe(source, metadata));
  return recipeOf(record, { name: source.replace(/\.[^.]*$/, ''), ...options, source });
}

function withoutRecipe(source: string, metadata: ImageMetadata): string {
  const stranger = strangerOf(metadata);
  if (stranger !== undefined) {
    return `${source} was made by ${stranger}, whose notes cannot be read yet: write the recipe by hand.`;
  }
  return `${source} does not say how it was made: take the file as A1111, SwarmUI, InvokeAI or ComfyUI saved it, since many sites and programs take its notes away.`;
}
