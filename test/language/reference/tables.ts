/** @file The tables of docs/language.md, made of the tables in the code. */
import { readFileSync } from 'node:fs';
import { cellFields, type FieldTable, imageFields } from '../../../src/language/conditions/fields.ts';
import { diagnosticCodes } from '../../../src/language/diagnostics/codes.ts';
import { metrics } from '../../../src/language/settings/metrics.ts';
import { takes } from '../../../src/language/settings/setting-rule.ts';
import { settingTables } from '../../../src/language/settings/tables.ts';

/** Name of the table → its rows; the name stands in the document before and after it. */
export function referenceTables(): ReadonlyMap<string, string> {
  const settings = Object.entries(settingTables).flatMap(([kind, rules]) =>
    rules ? [[`settings of ${kind}`, settingsTable(rules)] as const] : [],
  );
  return new Map([
    ...settings,
    ['metrics', metricsTable()],
    ['fields of cells', fieldsTable(cellFields)],
    ['fields of images', fieldsTable(imageFields)],
    ['grammar', grammarBlock()],
    ['diagnostics', diagnosticsTable()],
  ]);
}

type Rules = NonNullable<(typeof settingTables)[keyof typeof settingTables]>;

const NOT_YET = ' *Checked, and without effect in this version.*';

function settingsTable(rules: Rules): string {
  const rows = Object.entries(rules).map(([key, rule]) => {
    const many = rule.isMany ? '; several, with commas' : '';
    const axis = rule.axis ? '; a list or range in brackets is an axis' : '';
    const fallback = rule.isRequired ? 'needed' : (rule.fallback ?? '');
    const later = rule.isLater ? NOT_YET : '';
    return [`\`${key}\``, `${takes(rule.value)}${many}${axis}`, fallback, `${rule.about}${optionsOf(rule)}${later}`];
  });
  return table(['setting', 'takes', 'default', 'is'], rows);
}

/** What each word of a choice means. */
function optionsOf({ value }: Rules[string]): string {
  if (!('options' in value)) return '';
  const later = value.kind === 'choice' ? (value.later ?? []) : [];
  const words = Object.entries(value.options).map(
    ([word, about]) => `\`${word}\`: ${about}${later.includes(word) ? ' *Not run by this version.*' : ''}`,
  );
  return `<br>${words.join('<br>')}`;
}

function metricsTable(): string {
  const rows = Object.values(metrics).map(({ example, about, isLater }) => [
    `\`${example}\``,
    `${about}${isLater ? NOT_YET : ''}`,
  ]);
  return table(['metric', 'is'], rows);
}

function fieldsTable(fields: FieldTable): string {
  const rows = Object.entries(fields).map(([name, { about, type }]) => [`\`${name}\``, type.kind, about]);
  return table(['field', 'is a', 'says'], rows);
}

/** The rules of the grammar without the names of what they are kept under. */
function grammarBlock(): string {
  const source = readFileSync(new URL('../../../src/language/vlprompt.langium', import.meta.url), 'utf8');
  const rules = source
    .slice(source.indexOf('entry '))
    .replace(/^entry /, '')
    .replace(/\{infer \w+\} ?/g, '')
    .replace(/ (?:infers|returns) \w+(?=:)/g, '')
    .replace(/\b[a-z]\w*\+?=(?=['(A-Z])/g, '');
  return `\`\`\`\n${rules.trim()}\n\`\`\``;
}

function diagnosticsTable(): string {
  const rows = Object.entries(diagnosticCodes).map(([code, { severity, about }]) => [
    `[\`${code}\`](diagnostics/${code}.md)`,
    severity,
    about,
  ]);
  return table(['code', 'severity', 'says'], rows);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** The document with its tables brought up to date. */
export function withTables(document: string): string {
  return [...referenceTables()].reduce(
    (text, [name, rows]) => text.replace(between(name), () => `<!-- ${name} -->\n\n${rows}\n\n<!-- end -->`),
    document,
  );
}

export function between(name: string): RegExp {
  return new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- end -->`);
}
