/** @file Conditions as plain data: what `skip where`, `keep where` and filters of a review decide by. */

export type Condition =
  | { readonly kind: 'and'; readonly terms: readonly Condition[] }
  | { readonly kind: 'or'; readonly terms: readonly Condition[] }
  | { readonly kind: 'not'; readonly term: Condition }
  /** A field by itself: true when it is `true`, or there at all. */
  | { readonly kind: 'is'; readonly field: string }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: ConditionOperator;
      readonly value: FieldValue;
    }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly FieldValue[] }
  /** Both ends included. */
  | { readonly kind: 'between'; readonly field: string; readonly least: number; readonly most: number };

/** `~`: the text holds the other, whatever the case of its letters. */
export type ConditionOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~';

/** Shares are ratios: 85 % is 0.85. Sizes are written `64x64`. */
export type FieldValue = number | string | boolean;

/** What is known of one image or cell; a field that is missing is unknown. */
export type FieldRecord = Readonly<Record<string, FieldValue | undefined>>;
