/** @file Every place where a declared name is used: what definition, references, rename and half the checks stand on. */
import type { PromptDocument } from '../document.ts';
import type { Judgement, Name, Phrase, Setting } from '../generated/ast.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { metrics } from '../settings/metrics.ts';
import type { ValueRule } from '../settings/setting-rule.ts';
import { settingRule } from '../settings/tables.ts';
import { type DeclarationKind, isNamed, membersOf, type Named } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOfProperty } from '../tree/places.ts';
import { referenceOf } from './interpolation.ts';
import { interpolationsIn } from './interpolations.ts';
import { promptTextsOf } from './prompt-texts.ts';

export interface NameUse {
  readonly name: string;
  readonly at: Extent;
  /** Kinds of declaration that the place takes; empty where anything goes and an unknown word is no error. */
  readonly takes: readonly DeclarationKind[];
  readonly by: Named;
  readonly target: Named | undefined;
}

const found = new WeakMap<PromptDocument, readonly NameUse[]>();

/** In the order of the declarations. */
export function usesIn(document: PromptDocument): readonly NameUse[] {
  const known = found.get(document);
  if (known) return known;
  const uses = document.tree.declarations.filter(isNamed).flatMap((declaration) => usesBy(document, declaration));
  found.set(document, uses);
  return uses;
}

type Spot = Pick<NameUse, 'name' | 'at' | 'takes'>;

function usesBy(document: PromptDocument, declaration: Named): NameUse[] {
  const spots = [...inHead(declaration), ...inMembers(declaration), ...inPrompts(declaration)];
  return spots.map((spot) => ({ ...spot, by: declaration, target: document.names.get(spot.name) }));
}

function inHead(declaration: Named): Spot[] {
  if (declaration.keyword === 'group') return namesIn(declaration.value?.items ?? [], ['class', 'group']);
  return declaration.keyword === 'let' ? namesIn(declaration.value?.items ?? [], ['let']) : [];
}

function inMembers(declaration: Named): Spot[] {
  return membersOf(declaration).flatMap((member) => {
    if (member.$type === 'Setting') return inSetting(declaration, member);
    return member.$type === 'Judgement' ? inJudgement(member) : [];
  });
}

function inSetting(declaration: Named, setting: Setting): Spot[] {
  const rule = settingRule(declaration.keyword, setting.key)?.value;
  const spots = namesIn(setting.value?.items ?? [], kindsTaken(rule));
  if (rule?.kind === 'names' && rule.isAllKnown) return spots.filter((spot) => spot.name !== ALL);
  // Words of a choice are judged by the setting's own check; here they count only where they name a constant.
  return rule?.kind === 'choice' ? spots.filter((spot) => !Object.hasOwn(rule.options, spot.name)) : spots;
}

/** Every class of the file. */
export const ALL = 'all';

/** Of other settings a name is a constant or else a wrong value, which the setting's own check says. */
function kindsTaken(rule: ValueRule | undefined): readonly DeclarationKind[] {
  if (rule?.kind === 'names') return rule.of;
  return rule?.kind === 'prompt-or-template' ? ['template', 'let'] : [];
}

function namesIn(items: readonly Phrase[], takes: readonly DeclarationKind[]): Spot[] {
  return items.flatMap((item) =>
    item.atoms.flatMap((atom) => {
      if (atom.$type === 'List') return namesIn(atom.items, takes);
      return atom.$type === 'Name' ? nameSpots(atom, takes) : [];
    }),
  );
}

function nameSpots(atom: Name, takes: readonly DeclarationKind[]): Spot[] {
  if (atom.arguments.length > 0) return namesIn(atom.arguments, []);
  return [{ name: atom.name, at: placeOfProperty(atom, 'name'), takes }];
}

function inJudgement({ metric }: Judgement): Spot[] {
  if (metric === undefined) return [];
  const takes = metrics[metric.name]?.takes ?? [];
  return (['argument', 'predicted'] as const).flatMap((part) => {
    const name = metric[part];
    return name === undefined ? [] : [{ name, at: placeOfProperty(metric, part), takes }];
  });
}

function inPrompts(declaration: Named): Spot[] {
  const interpolations = promptTextsOf(declaration).flatMap((text) => interpolationsIn(promptOf(text).parts));
  return interpolations.flatMap((interpolation) => {
    const reference = referenceOf(interpolation.name);
    return reference.kind === 'name'
      ? [{ name: reference.name, at: interpolation.nameAt, takes: ['let'] as const }]
      : [];
  });
}
