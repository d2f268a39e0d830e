/** @file Plain data as YAML that readers of 1.1 and 1.2 take alike: every text is quoted, every place is its own line. */

export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [name: string]: YamlValue };

/** Ends with a newline. */
export function yamlText(value: { readonly [name: string]: YamlValue }): string {
  return block(value, '');
}

function block(value: { readonly [name: string]: YamlValue }, indent: string): string {
  return Object.entries(value)
    .map(([name, inner]) => `${indent}${key(name)}:${after(inner, indent)}`)
    .join('');
}

function after(value: YamlValue, indent: string): string {
  if (typeof value !== 'object') return ` ${scalar(value)}\n`;
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${value.map((one) => item(one, indent)).join('')}`;
  const inner = block(value as { readonly [name: string]: YamlValue }, `${indent}  `);
  return inner === '' ? ' {}\n' : `\n${inner}`;
}

function item(value: YamlValue, indent: string): string {
  if (typeof value !== 'object' || Array.isArray(value)) return `${indent}-${after(value, `${indent}  `)}`;
  const lines = block(value as { readonly [name: string]: YamlValue }, `${indent}  `);
  return `${indent}- ${lines.slice(indent.length + 2)}`;
}

function key(name: string): string {
  return /^[a-z_]+$/.test(name) && !/^(y|n|yes|no|on|off|true|false|null)$/.test(name) ? name : scalar(name);
}

/** Escapes of JSON are escapes of YAML; what PyYAML holds unprintable is escaped, too. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cf}/gu, escaped);
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
