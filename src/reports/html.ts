/** @file HTML from templates in which every value is escaped; only what `html` made is taken as it is. */

const made = Symbol('html');

/** Markup that `html` made. */
export interface Html {
  readonly [made]: string;
}

export type HtmlValue = Html | string | number | readonly HtmlValue[] | undefined | false;

/** Values go into text and into quoted attributes alike; `undefined` and `false` leave nothing. */
export function html(texts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { [made]: texts.map((text, index) => (index === 0 ? text : markupOf(values[index - 1]) + text)).join('') };
}

export function textOf(markup: Html): string {
  return markup[made];
}

function markupOf(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return isMany(value) ? value.map(markupOf).join('') : value[made];
}

function isMany(value: Html | readonly HtmlValue[]): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Safe in text and in quoted attributes; characters that XML forbids, and those that turn text around, become `�`. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\p{Bidi_Control}\p{Surrogate}]/gu, '�')
    .replace(/[&<>"'`]/gu, (character) => entities[character] ?? '');
}
