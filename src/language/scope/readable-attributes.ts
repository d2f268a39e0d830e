/** @file Attributes of classes, as prompts read them. */
import type { PromptDocument } from '../document.ts';
import { ATTRIBUTE } from '../settings/tables.ts';
import { settingsOf } from '../tree/declarations.ts';
import { classesIn } from './classes.ts';

/** What may stand in `${…}`: `class.attribute.colour`; each once, whichever class has it. */
export function readableAttributes(document: PromptDocument): readonly string[] {
  const keys = classesIn(document).flatMap((declaration) => settingsOf(declaration).map((setting) => setting.key));
  const attributes = keys.filter((key) => key.startsWith(ATTRIBUTE));
  return [...new Set(attributes)].map((key) => `class.${key}`);
}
