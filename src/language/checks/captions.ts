/** @file Classes with the same words. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Class } from '../generated/ast.ts';
import { classesIn } from '../scope/classes.ts';
import { wordingsOf } from '../scope/lookup.ts';
import { placeOf, quotedText } from '../tree/places.ts';

export function checkCaptions(document: PromptDocument): Problem[] {
  const owners = new Map<string, Class>();
  return classesIn(document).flatMap((declaration) =>
    wordingsOf(declaration).flatMap(({ caption }) => {
      const words = quotedText(caption).text.trim();
      const owner = owners.get(words.toLowerCase());
      if (owner === undefined) owners.set(words.toLowerCase(), declaration);
      const isShared = owner !== undefined && owner !== declaration && words !== '';
      return isShared ? [problem('duplicate-caption', placeOf(caption), words, owner.name ?? '')] : [];
    }),
  );
}
