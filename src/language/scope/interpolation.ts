/** @file What stands between `${` and `}`. */
import { ATTRIBUTE } from '../settings/tables.ts';

export type Reference =
  /** `class`: the caption of the class at hand. */
  | { readonly kind: 'class' }
  /** `class.attribute.colour` */
  | { readonly kind: 'attribute'; readonly attribute: string }
  /** A constant. */
  | { readonly kind: 'name'; readonly name: string };

const CLASS = 'class';

export function referenceOf(interpolation: string): Reference {
  if (interpolation === CLASS) return { kind: 'class' };
  const attribute = `${CLASS}.${ATTRIBUTE}`;
  if (interpolation.startsWith(attribute))
    return { kind: 'attribute', attribute: interpolation.slice(attribute.length) };
  return { kind: 'name', name: interpolation };
}

/** Whether the text depends on the class at hand. */
export function isAboutClass(interpolation: string): boolean {
  return referenceOf(interpolation).kind !== 'name';
}

/** Settings of a recipe that its prompts can read: `${guidance}` is the value at hand. */
export const readableSettings: readonly string[] = [
  'guidance',
  'rescale',
  'steps',
  'seed',
  'scheduler',
  'size',
  'strength',
];

export function isReadableSetting(name: string): boolean {
  return readableSettings.includes(name);
}
