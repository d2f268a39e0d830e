import type { FieldValue } from '../plan/plan.ts';

/** What is known of one image or cell; a field that is missing is unknown. */
export type FieldRecord = Readonly<Record<string, FieldValue | undefined>>;
