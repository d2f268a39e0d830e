/** @file What tests see of a wildcard file: its keys and values in short, and what they cover in the text. */
import type { WildcardFile, WildcardNode } from '../../../src/language/wildcard/wildcard-file.ts';

/** `key: weight×phrase, …` for every key that has values; weights of 1 are left out. */
export function valuesIn({ root }: WildcardFile): string[] {
  return below(root, '').flatMap(({ path, node }) =>
    node.values.length === 0
      ? []
      : [
          `${path}: ${node.values.map(({ weight, text }) => (weight === 1 ? '' : `${weight}×`) + text.text).join(', ')}`,
        ],
  );
}

/** What the phrase of every value covers in the file. */
export function coveredBy({ root, text }: WildcardFile): string[] {
  return below(root, '').flatMap(({ node }) =>
    node.values.map((value) => text.slice(value.text.offsetAt(0), value.text.offsetAt(value.text.text.length))),
  );
}

/** `code “what is marked”` for every problem. */
export function problemsIn({ problems, text }: WildcardFile): string[] {
  return problems.map(({ code, at }) => `${code} “${text.slice(at.start, at.end)}”`);
}

function below(node: WildcardNode, path: string): { path: string; node: WildcardNode }[] {
  return [
    { path, node },
    ...node.children.flatMap((child) => below(child, path === '' ? child.key : `${path}/${child.key}`)),
  ];
}
