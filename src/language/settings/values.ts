/** @file The values of a declaration's settings, for those who build on them. */
import type { PromptDocument } from '../document.ts';
import type { Setting } from '../generated/ast.ts';
import { remembered } from '../remembered.ts';
import type { Named } from '../tree/declarations.ts';
import { effectiveSetting } from './inherited.ts';
import { type Reading, readSetting, type ValueOf } from './read.ts';
import type { SettingRule, ValueKind } from './setting-rule.ts';
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
  return readingsOf(document, setting)(rule).values as readonly ValueOf[K][];
}

/** A setting has one rule, and is read once for each document, although many ask. */
const readingsOf = remembered((document, setting: Setting) => {
  let reading: Reading<unknown> | undefined;
  return (rule: SettingRule): Reading<unknown> => {
    reading ??= readSetting<ValueKind>(document, setting, rule);
    return reading;
  };
});

/** A setting read by whatever rule it has; undefined when it has none. */
export function readByRule(
  document: PromptDocument,
  declaration: Named,
  setting: Setting,
): Reading<unknown> | undefined {
  const rule = settingRule(declaration.keyword, setting.key);
  return rule && readingsOf(document, setting)(rule);
}
