/** @file What is said about the thing under the cursor, as Markdown. */
import { AstUtils } from 'langium';
import type { PromptDocument } from '../document.ts';
import { type Filter, isComparison, type Judgement, type Member, type Setting } from '../generated/ast.ts';
import { declarationRules } from '../settings/declaration-rules.ts';
import { metrics } from '../settings/metrics.ts';
import { type SettingRule, takes, type ValueRule } from '../settings/setting-rule.ts';
import { settingRule } from '../settings/tables.ts';
import { isNamed, keywordPlace, membersOf } from '../tree/declarations.ts';
import { type Extent, touches } from '../tree/extent.ts';
import { placeOf, placeOfProperty } from '../tree/places.ts';
import { atomsOf } from './atoms.ts';
import { fieldsAt } from './condition-fields.ts';
import { describeDeclaration, describeValues } from './describe.ts';
import { code } from './markdown.ts';
import { nameAt } from './name-at.ts';
import { describePromptAt } from './samples.ts';
import type { Target } from './target.ts';

export interface HoverText {
  readonly at: Extent;
  readonly markdown: string;
}

/** @param documents all that may use what stands there, the document among them. */
export function hoverAt(
  document: PromptDocument,
  offset: number,
  documents: readonly PromptDocument[] = [document],
): HoverText | undefined {
  const name = nameAt(document, offset);
  if (name) return { at: name.at, markdown: describeTarget(document, name.target, documents) };
  return overMember(document, offset) ?? describePromptAt(document, offset) ?? overKeyword(document, offset);
}

function describeTarget(document: PromptDocument, target: Target, documents: readonly PromptDocument[]): string {
  if (target.kind === 'declaration') return describeDeclaration(document, target.declaration, documents);
  return `**key** ${code(target.node.key)} of the wildcard ${code(target.wildcard.name)}\n\n${describeValues([target.node])}`;
}

function overKeyword(document: PromptDocument, offset: number): HoverText | undefined {
  const declaration = document.tree.declarations.find((candidate) => touches(keywordPlace(candidate), offset));
  if (declaration === undefined) return undefined;
  return { at: keywordPlace(declaration), markdown: declarationRules[declaration.keyword].about };
}

function overMember(document: PromptDocument, offset: number): HoverText | undefined {
  const declaration = document.tree.declarations
    .filter(isNamed)
    .find((candidate) => touches(placeOf(candidate), offset));
  const member = declaration && membersOf(declaration).find((candidate) => touches(placeOf(candidate), offset));
  if (declaration === undefined || member === undefined) return undefined;
  if (member.$type !== 'Setting') return overStatement[member.$type]?.(member as never, offset, document);
  const rule = settingRule(declaration.keyword, member.key);
  return rule && overSetting(member, rule, offset);
}

const overStatement: {
  readonly [K in Member['$type']]?: (
    member: Extract<Member, { $type: K }>,
    offset: number,
    document: PromptDocument,
  ) => HoverText | undefined;
} = { Judgement: overMetric, Filter: overField };

function overMetric({ metric }: Judgement, offset: number): HoverText | undefined {
  const rule = metric && Object.hasOwn(metrics, metric.name) ? metrics[metric.name] : undefined;
  if (metric === undefined || rule === undefined) return undefined;
  const at = placeOfProperty(metric, 'name');
  const later = rule.isLater ? `\n\n${LATER}` : '';
  return touches(at, offset) ? { at, markdown: `\`${rule.example}\`: ${rule.about}${later}` } : undefined;
}

function overField({ kind, condition }: Filter, offset: number, document: PromptDocument): HoverText | undefined {
  const fields = fieldsAt(document, kind === 'skip' ? 'recipe' : 'curate', offset);
  const comparisons = condition ? AstUtils.streamAst(condition).filter(isComparison).toArray() : [];
  const found = comparisons.find((each) => touches(placeOfProperty(each, 'field'), offset));
  const field = found && Object.hasOwn(fields, found.field) ? fields[found.field] : undefined;
  return found && field && { at: placeOfProperty(found, 'field'), markdown: `\`${found.field}\`: ${field.about}` };
}

function overSetting(setting: Setting, rule: SettingRule, offset: number): HoverText | undefined {
  const at = placeOfProperty(setting, 'key');
  if (touches(at, offset)) return { at, markdown: describeSetting(setting.key, rule) };
  return overWord(setting, optionsOf(rule.value), offset);
}

/** Words that a value may be made of, with what they mean. */
function optionsOf(rule: ValueRule): Readonly<Record<string, string>> {
  return 'options' in rule ? rule.options : {};
}

function overWord(setting: Setting, options: Readonly<Record<string, string>>, offset: number): HoverText | undefined {
  const word = atomsOf(setting.value).find((atom) => touches(placeOf(atom), offset));
  if (word?.$type !== 'Name' || !Object.hasOwn(options, word.name)) return undefined;
  return { at: placeOf(word), markdown: `\`${word.name}\`: ${options[word.name]}` };
}

const LATER = '**Not supported by this version yet.**';

export function describeSetting(key: string, rule: SettingRule): string {
  const fallback = rule.fallback === undefined ? '' : ` Default: ${rule.fallback}.`;
  const axis = rule.axis === undefined ? '' : ' A list or range, such as `[1, 3]`, makes columns.';
  const later = rule.isLater ? ` ${LATER}` : '';
  return `\`${key}\`: ${rule.about}\n\nTakes ${takes(rule.value)}.${fallback}${axis}${later}`;
}
