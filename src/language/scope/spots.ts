/** @file Every place in a declaration where a name is written, whatever it means: that depends on other files. */
import { AstUtils } from 'langium';
import {
  type Disjunction,
  isName,
  type Judgement,
  type Member,
  type Name,
  type Phrase,
  type Setting,
} from '../generated/ast.ts';
import type { InterpolationPart, WildcardPart } from '../prompt/part.ts';
import { partsIn } from '../prompt/parts-in.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { rememberedOf } from '../remembered.ts';
import { metrics } from '../settings/metrics.ts';
import type { ValueRule } from '../settings/setting-rule.ts';
import { settingRule } from '../settings/tables.ts';
import { type DeclarationKind, membersOf, type Named } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { placeOfProperty } from '../tree/places.ts';
import { isReadableSetting, referenceOf } from './interpolation.ts';
import { promptTextsOf } from './prompt-texts.ts';

export interface Spot {
  readonly name: string;
  readonly at: Place;
  /** Kinds of declaration that the place takes; empty where anything goes and an unknown word is no error. */
  readonly takes: readonly DeclarationKind[];
  /** The name is a pattern such as `col*`, and means every wildcard that it matches. */
  readonly isPattern?: true;
}

/** Read once: a change elsewhere changes what names mean, not where they stand. */
export const spotsOf = rememberedOf((declaration: Named): readonly Spot[] => [
  ...inHead(declaration),
  ...inMembers(declaration),
  ...inPrompts(declaration),
]);

function inHead(declaration: Named): Spot[] {
  if (declaration.keyword === 'group') return namesIn(declaration.value?.items ?? [], ['class', 'group']);
  return declaration.keyword === 'let' ? namesIn(declaration.value?.items ?? [], ['let']) : [];
}

function inMembers(declaration: Named): Spot[] {
  return membersOf(declaration).flatMap((member) => {
    if (member.$type === 'Setting') return inSetting(declaration, member);
    return inStatement[member.$type]?.(member as never) ?? [];
  });
}

function inSetting(declaration: Named, setting: Setting): Spot[] {
  const rule = settingRule(declaration.keyword, setting.key)?.value;
  if (rule?.kind === 'words') return [];
  const spots = namesIn(setting.value?.items ?? [], kindsTaken(rule));
  if (rule?.kind === 'names' && rule.isAllKnown) return spots.filter((spot) => spot.name !== ALL);
  // Words of a choice are judged by the setting's own check; here they count only where they name a constant.
  const words = rule ? ownWords(rule) : [];
  return spots.filter((spot) => !words.includes(spot.name));
}

/** Words that mean something to a setting, whatever is called the same. */
function ownWords(rule: ValueRule): readonly string[] {
  if ('options' in rule) return Object.keys(rule.options);
  if (rule.kind === 'labels') return ['folders', 'column'];
  return rule.kind === 'truth' ? ['true', 'false'] : [];
}

/** Every class of the file. */
export const ALL = 'all';

/** Of other settings a name is a constant or else a wrong value, which the setting's own check says. */
function kindsTaken(rule: ValueRule | undefined): readonly DeclarationKind[] {
  if (rule !== undefined && 'of' in rule) return rule.of;
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

/** Words that name classes, constants or axes; what else they may be is said by the checks of the statement. */
const inStatement: { readonly [K in Member['$type']]?: (member: Extract<Member, { $type: K }>) => Spot[] } = {
  Judgement: inJudgement,
  Filter: ({ condition }) => (condition ? inCondition(condition) : []),
  Zip: (zip) => zip.axes.map((name, index) => ({ name, at: placeOfProperty(zip, 'axes', index), takes: [] })),
};

/** Words that are compared. */
function inCondition(condition: Disjunction): Spot[] {
  const compared = AstUtils.streamAllContents(condition).filter(isName).toArray();
  return compared.flatMap((atom) => nameSpots(atom, []));
}

function inPrompts(declaration: Named): Spot[] {
  const spots: Spot[] = [];
  for (const text of promptTextsOf(declaration)) {
    for (const part of partsIn(promptOf(text).parts)) {
      if (part.kind === 'wildcard') spots.push(spotOf(part));
      else if (part.kind === 'interpolation') spots.push(...inInterpolation(part));
    }
  }
  return spots;
}

function inInterpolation(part: InterpolationPart): Spot[] {
  const reference = referenceOf(part.name);
  if (reference.kind !== 'name') return [];
  const at = { ...part.nameAt, file: part.file };
  return [{ name: reference.name, at, takes: isReadableSetting(reference.name) ? [] : ['let'] }];
}

/** The first segment of what stands between the underscores is a name. */
export function spotOf({ pattern, nameAt, file }: WildcardPart): Spot {
  const [name = ''] = pattern.split('/');
  if (/[*?]/.test(name))
    return { name: pattern, at: { start: nameAt.start, end: nameAt.end, file }, takes: [], isPattern: true };
  return { name, at: { start: nameAt.start, end: nameAt.start + name.length, file }, takes: ['wildcard'] };
}
