import type { FieldValue } from '../plan/plan.ts';

/**
 * What is known of one image or cell; a field that is missing is unknown. Of several values, such as tags, a comparison
 * holds when it holds of one, and `!=` when it holds of all.
 */
export type FieldRecord = Readonly<Record<string, FieldValue | readonly string[] | undefined>>;
