/** @file The values of a declaration's settings, for those who build on them. */
import type { PromptDocument } from '../document.ts';
import type { Setting } from '../generated/ast.ts';
import type { Named } from '../tree/declarations.ts';
import { effectiveSetting } from './inherited.ts';
import { type Reading, readSetting, type ValueOf } from './read.ts';
import type { SettingRuleOf, ValueKind } from './setting-rule.ts';
import { settingRule } from './tables.ts';

/** Good values in the order written, its own or those of the recipe it extends; empty when the setting is missing. */
export function settingValues<K extends ValueKind>(
  document: PromptDocument,
  declaration: Named,
  key: string,
  kind: K,
): readonly ValueOf[K][] {
  const setting = effectiveSetting(document, declaration, key);
  const rule = settingRule(declaration.keyword, key);
  if (setting === undefined || rule?.value.kind !== kind) return [];
  // The kinds were just found to be the same.
  return readSetting<K>(document, setting, rule as SettingRuleOf<K>).values;
}

/** A setting read by whatever rule it has; undefined when it has none. */
export function readByRule(
  document: PromptDocument,
  declaration: Named,
  setting: Setting,
): Reading<unknown> | undefined {
  const rule = settingRule(declaration.keyword, setting.key);
  return rule && readSetting<ValueKind>(document, setting, rule);
}

/** Whether several values, or one in brackets, are written. */
export function isAxisSetting(document: PromptDocument, declaration: Named, setting: Setting): boolean {
  const reading = readByRule(document, declaration, setting);
  return reading !== undefined && (reading.isAxis || reading.values.length > 1);
}
