/** @file Every place where a declared name is used: what definition, references, rename and half the checks stand on. */
import { AstUtils } from 'langium';
import type { PromptDocument } from '../document.ts';
import {
  type Declaration,
  type Disjunction,
  type Import,
  isName,
  type Judgement,
  type Member,
  type Name,
  type Phrase,
  type Setting,
} from '../generated/ast.ts';
import type { InterpolationPart, WildcardPart } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { metrics } from '../settings/metrics.ts';
import type { ValueRule } from '../settings/setting-rule.ts';
import { settingRule } from '../settings/tables.ts';
import { type DeclarationKind, isNamed, membersOf, type Named } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { placeOfProperty } from '../tree/places.ts';
import { isReadableSetting, referenceOf } from './interpolation.ts';
import { partsIn } from './interpolations.ts';
import { promptTextsOf } from './prompt-texts.ts';
import { wildcardFilesOf, wildcardPartsOf, wildcardsOf } from './wildcards.ts';

export interface NameUse {
  readonly name: string;
  readonly at: Place;
  /** Kinds of declaration that the place takes; empty where anything goes and an unknown word is no error. */
  readonly takes: readonly DeclarationKind[];
  readonly by: Declaration;
  /** In this file or an imported one. */
  readonly target: Named | undefined;
  /** The name was not written out, but matched by `__col*__`. */
  readonly isMatched?: true;
}

const found = new WeakMap<PromptDocument, readonly NameUse[]>();

/** Names that are written in the file, in the order of its declarations. */
export function usesIn(document: PromptDocument): readonly NameUse[] {
  const known = found.get(document);
  if (known) return known;
  const uses = document.tree.declarations.flatMap((declaration) =>
    isNamed(declaration) ? usesBy(document, declaration) : usesByImport(document, declaration),
  );
  found.set(document, uses);
  return uses;
}

const foundInFiles = new WeakMap<PromptDocument, readonly NameUse[]>();

/** Wildcards within the values of wildcard files, by the declarations that read them here. Their places are there. */
export function usesInWildcardFiles(document: PromptDocument): readonly NameUse[] {
  const known = foundInFiles.get(document);
  if (known) return known;
  const uses = wildcardFilesOf(document).flatMap(({ declaration, file }) => {
    return wildcardPartsOf(file)
      .flatMap((part) => inWildcard(document, part))
      .map((spot) => useOf(document, declaration, spot));
  });
  foundInFiles.set(document, uses);
  return uses;
}

type Spot = Pick<NameUse, 'name' | 'at' | 'takes' | 'isMatched'>;

function usesBy(document: PromptDocument, declaration: Named): NameUse[] {
  const spots = [...inHead(declaration), ...inMembers(declaration), ...inPrompts(document, declaration)];
  return spots.map((spot) => useOf(document, declaration, spot));
}

function useOf(document: PromptDocument, by: Named, spot: Spot): NameUse {
  return { ...spot, by, target: document.names.get(spot.name) };
}

/** What is asked for stands in the other file, whatever the name means in this one. */
function usesByImport(document: PromptDocument, declaration: Import): NameUse[] {
  const imported = document.imports.find((each) => each.declaration === declaration)?.document;
  return declaration.names.map((name, index) => ({
    name,
    at: placeOfProperty(declaration, 'names', index),
    takes: [],
    by: declaration,
    target: imported?.declared.get(name),
  }));
}

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

function inPrompts(document: PromptDocument, declaration: Named): Spot[] {
  const parts = promptTextsOf(declaration).flatMap((text) => partsIn(promptOf(text).parts));
  return parts.flatMap((part) => {
    if (part.kind === 'wildcard') return inWildcard(document, part);
    return part.kind === 'interpolation' ? inInterpolation(part) : [];
  });
}

function inInterpolation(part: InterpolationPart): Spot[] {
  const reference = referenceOf(part.name);
  if (reference.kind !== 'name') return [];
  const at = { ...part.nameAt, file: part.file };
  return [{ name: reference.name, at, takes: isReadableSetting(reference.name) ? [] : ['let'] }];
}

/** The first segment is a name; a pattern in it is every name that it matches. */
function inWildcard(document: PromptDocument, { pattern, nameAt, file }: WildcardPart): Spot[] {
  const [name = ''] = pattern.split('/');
  if (!/[*?]/.test(name))
    return [{ name, at: { start: nameAt.start, end: nameAt.start + name.length, file }, takes: ['wildcard'] }];
  const at = { start: nameAt.start, end: nameAt.end, file };
  return wildcardsOf(document, pattern).map((each) => ({ name: each.name, at, takes: [], isMatched: true }));
}
