/** @file A class as plain data. */
import { type PromptDocument, spanOf } from '../document.ts';
import type { Class, Text } from '../generated/ast.ts';
import { firstOptions } from '../prompt/chance.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { drawPrompt, type Lookup } from '../prompt/resolve.ts';
import { lookupFor, wordingsOf } from '../scope/lookup.ts';
import { ATTRIBUTE } from '../settings/tables.ts';
import { settingValues } from '../settings/values.ts';
import { settingsOf } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';
import type { ClassPlan } from './plan.ts';

export function planClass(document: PromptDocument, declaration: Class): ClassPlan {
  const wordings = wordingsOf(declaration);
  const lookup = lookupFor(document, wordings[0]);
  const [negative] = settingValues(document, declaration, 'negative', 'prompt');
  const [description] = settingValues(document, declaration, 'description', 'text');
  return {
    name: declaration.name ?? '',
    captions: wordings.map((wording) => shown(wording.caption, lookup)),
    ...(negative && { negative: shown(negative, lookup) }),
    ...(description !== undefined && { description }),
    attributes: attributesOf(document, declaration, lookup),
    span: spanOf(document, placeOf(declaration)),
  };
}

function attributesOf(document: PromptDocument, declaration: Class, lookup: Lookup): Record<string, string> {
  const settings = settingsOf(declaration).filter((setting) => setting.key.startsWith(ATTRIBUTE));
  const entries = settings.flatMap((setting) => {
    const [text] = settingValues(document, declaration, setting.key, 'prompt');
    return text ? [[setting.key.slice(ATTRIBUTE.length), shown(text, lookup)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The first of every variant: what stands for the words where people read them. */
function shown(text: Text, lookup: Lookup): string {
  return drawPrompt(promptOf(text).parts, lookup, firstOptions, '', 'none').text;
}
