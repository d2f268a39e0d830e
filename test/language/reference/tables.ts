/** @file The tables of docs/language.md, made of the tables in the code. */
import { diagnosticCodes } from '../../../src/language/diagnostics/codes.ts';
import { metrics } from '../../../src/language/settings/metrics.ts';
import { takes } from '../../../src/language/settings/setting-rule.ts';
import { settingTables } from '../../../src/language/settings/tables.ts';

/** Name of the table → its rows; the name stands in the document before and after it. */
export function referenceTables(): ReadonlyMap<string, string> {
  const settings = Object.entries(settingTables).flatMap(([kind, rules]) =>
    rules ? [[`settings of ${kind}`, settingsTable(rules)] as const] : [],
  );
  return new Map([...settings, ['metrics', metricsTable()], ['diagnostics', diagnosticsTable()]]);
}

type Rules = NonNullable<(typeof settingTables)[keyof typeof settingTables]>;

function settingsTable(rules: Rules): string {
  const rows = Object.entries(rules)
    .filter(([, rule]) => !rule.isLater)
    .map(([key, rule]) => {
      const many = rule.isMany ? '; several, with commas' : '';
      const axis = rule.axis ? '; a list or range is an axis' : '';
      const fallback = rule.isRequired ? 'needed' : rule.fallback === undefined ? '' : rule.fallback;
      return [`\`${key}\``, `${takes(rule.value)}${many}${axis}`, fallback, rule.about];
    });
  const later = Object.keys(rules).filter((key) => rules[key]?.isLater);
  const note = later.length === 0 ? '' : `\n\nOf later versions: ${later.map((key) => `\`${key}\``).join(', ')}.`;
  return (rows.length === 0 ? 'None yet.' : table(['setting', 'takes', 'default', 'is'], rows)) + note;
}

function metricsTable(): string {
  const rows = Object.values(metrics)
    .filter((rule) => !rule.isLater)
    .map((rule) => [`\`${rule.example}\``, rule.about]);
  return table(['metric', 'is'], rows);
}

function diagnosticsTable(): string {
  const rows = Object.entries(diagnosticCodes).map(([code, { severity, about }]) => [`\`${code}\``, severity, about]);
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
