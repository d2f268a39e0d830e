/** @file What is said about the thing under the cursor, as Markdown. */
import type { PromptDocument } from '../document.ts';
import type { Judgement, Setting } from '../generated/ast.ts';
import { declarationRules } from '../settings/declaration-rules.ts';
import { metrics } from '../settings/metrics.ts';
import { type SettingRule, takes } from '../settings/setting-rule.ts';
import { settingRule } from '../settings/tables.ts';
import { isNamed, keywordPlace, membersOf } from '../tree/declarations.ts';
import { type Extent, touches } from '../tree/extent.ts';
import { placeOf, placeOfProperty } from '../tree/places.ts';
import { describeDeclaration } from './describe.ts';
import { nameAt } from './name-at.ts';
import { samplesAt } from './samples.ts';

export interface HoverText {
  readonly at: Extent;
  readonly markdown: string;
}

export function hoverAt(document: PromptDocument, offset: number): HoverText | undefined {
  const name = nameAt(document, offset);
  if (name) return { at: name.at, markdown: describeDeclaration(document, name.declaration) };
  return overMember(document, offset) ?? samplesAt(document, offset) ?? overKeyword(document, offset);
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
  if (member.$type === 'Judgement') return overMetric(member, offset);
  const rule = member.$type === 'Setting' ? settingRule(declaration.keyword, member.key) : undefined;
  return member.$type === 'Setting' && rule ? overSetting(member, rule, offset) : undefined;
}

function overMetric({ metric }: Judgement, offset: number): HoverText | undefined {
  const rule = metric && metrics[metric.name];
  if (metric === undefined || rule === undefined) return undefined;
  const at = placeOfProperty(metric, 'name');
  return touches(at, offset) ? { at, markdown: `\`${rule.example}\`: ${rule.about}` } : undefined;
}

function overSetting(setting: Setting, rule: SettingRule, offset: number): HoverText | undefined {
  const at = placeOfProperty(setting, 'key');
  if (touches(at, offset)) return { at, markdown: describeSetting(setting.key, rule) };
  return rule.value.kind === 'choice' ? overWord(setting, rule.value.options, offset) : undefined;
}

function overWord(setting: Setting, options: Readonly<Record<string, string>>, offset: number): HoverText | undefined {
  const words = (setting.value?.items ?? []).flatMap((item) =>
    item.atoms.flatMap((atom) => (atom.$type === 'List' ? atom.items.flatMap((inner) => inner.atoms) : [atom])),
  );
  const word = words.find((atom) => touches(placeOf(atom), offset));
  if (word?.$type !== 'Name' || !Object.hasOwn(options, word.name)) return undefined;
  return { at: placeOf(word), markdown: `\`${word.name}\`: ${options[word.name]}` };
}

export function describeSetting(key: string, rule: SettingRule): string {
  const fallback = rule.fallback === undefined ? '' : ` Default: ${rule.fallback}.`;
  const axis = rule.axis === undefined ? '' : ' A list or range, such as `[1, 3]`, makes columns.';
  const later = rule.isLater ? ' **Not supported by this version yet.**' : '';
  return `\`${key}\`: ${rule.about}\n\nTakes ${takes(rule.value)}.${fallback}${axis}${later}`;
}
