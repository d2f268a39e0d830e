/** @file What a generated file has declared, by what it can be used for. */
export interface Names {
  readonly classes: readonly string[];
  readonly groups: readonly string[];
  /** Constants that are prompts: for everybody, and only for painters. */
  readonly texts: readonly string[];
  readonly paintedTexts: readonly string[];
  /** Constants that are lists of texts; in a recipe's prompt they are axes. */
  readonly lists: readonly string[];
  readonly numbers: readonly string[];
  /** As in `__…__`. */
  readonly wildcards: readonly string[];
  /** Templates for everybody, each line with a class, and only for painters. */
  readonly templates: readonly string[];
  readonly paintedTemplates: readonly string[];
  readonly holdouts: readonly string[];
  readonly pools: readonly string[];
  readonly shots: readonly string[];
  readonly painters: readonly string[];
  readonly judges: readonly string[];
  readonly recipes: readonly string[];
}

export const noNames: Names = {
  classes: [],
  groups: [],
  texts: [],
  paintedTexts: [],
  lists: [],
  numbers: [],
  wildcards: [],
  templates: [],
  paintedTemplates: [],
  holdouts: [],
  pools: [],
  shots: [],
  painters: [],
  judges: [],
  recipes: [],
};

export function joined(names: readonly Names[]): Names {
  const kinds = Object.keys(noNames) as (keyof Names)[]; // Its keys are those of the interface.
  return Object.fromEntries(kinds.map((kind) => [kind, names.flatMap((each) => each[kind])])) as unknown as Names; // Every kind was just set.
}

/** Names that an import can ask for: wildcards are named by patterns, of which the first part is the name. */
export function namesIn(names: Names): string[] {
  return [
    ...new Set(
      Object.values(names)
        .flat()
        .filter((name) => /^[\w-]+$/.test(name)),
    ),
  ];
}

/** What is left of the names when only some are asked for. */
export function only(names: Names, wanted: readonly string[]): Names {
  const kept = Object.entries(names).map(([kind, all]: [string, readonly string[]]) => [
    kind,
    all.filter((name) => wanted.includes(name.split('/')[0] ?? '')),
  ]);
  return Object.fromEntries(kept) as unknown as Names; // The kinds are those of `names`.
}
