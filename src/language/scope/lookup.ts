/** @file What the interpolations of a prompt stand for. */
import type { PromptDocument } from '../document.ts';
import type { Class, Text } from '../generated/ast.ts';
import type { Part } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import type { Lookup } from '../prompt/resolve.ts';
import { type Operand, operandsOf } from '../settings/operand.ts';
import { ATTRIBUTE } from '../settings/tables.ts';
import { settingOf } from '../tree/declarations.ts';
import { referenceOf } from './interpolation.ts';

/** The class a prompt is resolved for, in one of its wordings. */
export interface ClassWording {
  readonly class: Class;
  /** Its caption or one of its `also`. */
  readonly caption: Text;
}

/** @param wording undefined where no class is at hand. */
export function lookupFor(document: PromptDocument, wording?: ClassWording): Lookup {
  return (interpolation) => {
    const reference = referenceOf(interpolation);
    if (reference.kind === 'name') return constantParts(document, reference.name);
    if (wording === undefined) return undefined;
    if (reference.kind === 'class') return promptOf(wording.caption).parts;
    return attributeParts(document, wording.class, reference.attribute);
  };
}

export function attributeParts(
  document: PromptDocument,
  declaration: Class,
  attribute: string,
): readonly Part[] | undefined {
  const [operand] = valuesOf(document, settingOf(declaration, `${ATTRIBUTE}${attribute}`)?.value?.items ?? []);
  return operand && partsOf(operand);
}

function constantParts(document: PromptDocument, name: string): readonly Part[] | undefined {
  const declaration = document.names.get(name);
  if (declaration?.keyword !== 'let') return undefined;
  const [operand] = valuesOf(document, declaration.value?.items ?? []);
  return operand && partsOf(operand);
}

function valuesOf(document: PromptDocument, items: readonly Parameters<typeof operandsOf>[1][]): Operand[] {
  return items.flatMap((item) => operandsOf(document, item));
}

function partsOf(operand: Operand): readonly Part[] {
  if (operand.kind === 'text') return promptOf(operand.text).parts;
  return [{ kind: 'text', text: operand.written, ...operand.at }];
}

/** Caption first, then every `also`. */
export function wordingsOf(declaration: Class): ClassWording[] {
  const also = settingOf(declaration, 'also')?.value?.items.flatMap((item) => item.atoms) ?? [];
  const texts = also.flatMap((atom) => (atom.$type === 'List' ? atom.items.flatMap((item) => item.atoms) : [atom]));
  const captions = [declaration.caption, ...texts].filter((atom) => atom?.$type === 'Text');
  return captions.map((caption) => ({ class: declaration, caption }));
}
