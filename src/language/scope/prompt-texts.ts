/** @file Which strings of a declaration are prompts. */
import type { PromptDocument } from '../document.ts';
import type { Phrase, Text } from '../generated/ast.ts';
import { rememberedOf } from '../remembered.ts';
import { settingRule } from '../settings/tables.ts';
import { isNamed, membersOf, type Named, settingsOf } from '../tree/declarations.ts';
import { touches } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';

export const promptTextsOf = rememberedOf((declaration: Named): readonly Text[] => {
  const lines = membersOf(declaration).flatMap((member) => (member.$type === 'Line' ? [member.text] : []));
  const settings = settingsOf(declaration)
    .filter((setting) => isPromptSetting(declaration, setting.key))
    .flatMap((setting) => textsIn(setting.value?.items ?? []));
  return [...headTexts(declaration), ...lines, ...settings];
});

/** Whether a string is read by a model. */
export function isPromptText(document: PromptDocument, text: Text): boolean {
  const { start } = placeOf(text);
  const around = document.tree.declarations.find((declaration) => touches(placeOf(declaration), start));
  return around !== undefined && isNamed(around) && promptTextsOf(around).includes(text);
}

function headTexts(declaration: Named): Text[] {
  if (declaration.keyword === 'class') return declaration.caption ? [declaration.caption] : [];
  return declaration.keyword === 'let' ? textsIn(declaration.value?.items ?? []) : [];
}

function isPromptSetting(declaration: Named, key: string): boolean {
  const kind = settingRule(declaration.keyword, key)?.value.kind;
  return kind === 'prompt' || kind === 'prompt-or-template';
}

/** Every string among the values, also within lists. */
function textsIn(items: readonly Phrase[]): Text[] {
  return items.flatMap((item) =>
    item.atoms.flatMap((atom) => {
      if (atom.$type === 'List') return textsIn(atom.items);
      return atom.$type === 'Text' ? [atom] : [];
    }),
  );
}
