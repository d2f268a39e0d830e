/** @file Columns in the words of Hugging Face `datasets`. */
import type { ColumnKind } from './column-schema.ts';
import type { PreparedSet } from './prepared-set.ts';

export const dtypes: { readonly [K in ColumnKind]: string } = {
  text: 'string',
  integer: 'int64',
  real: 'float64',
  truth: 'bool',
};

/** As in the metadata of Parquet files. */
export function featuresOf({ set, columns }: PreparedSet): Readonly<Record<string, unknown>> {
  const values = [{ name: 'id', kind: 'text' as const }, ...columns];
  return {
    image: { _type: 'Image' },
    label: { names: set.classes, _type: 'ClassLabel' },
    ...Object.fromEntries(values.map(({ name, kind }) => [name, { dtype: dtypes[kind], _type: 'Value' }])),
  };
}

/** As in the YAML of a dataset card, where the names of classes stand under texts. */
export function cardFeaturesOf({ set, columns }: PreparedSet): readonly unknown[] {
  const names = Object.fromEntries(set.classes.map((name, index) => [String(index), name]));
  return [
    { name: 'image', dtype: 'image' },
    { name: 'label', dtype: { class_label: { names } } },
    { name: 'id', dtype: 'string' },
    ...columns.map(({ name, kind }) => ({ name, dtype: dtypes[kind] })),
  ];
}
