/**
 * @file What a click on a facet makes of the condition: the value is asked for, several values of one field are a list,
 * parts of a range that touch are one range, and a further click takes out what it put in. All else of the condition
 * stays as it was written.
 */

export interface RangePart {
  readonly least: number;
  readonly most: number;
}

/** Adds a value of a field, or takes it out. */
export function toggledValue(where: string, field: string, value: string): string {
  const written = writtenValue(field, value);
  return replaced(where, field, (asked) => {
    const others = asked.filter((each) => each !== written);
    const values = others.length < asked.length ? others : [...others, written];
    if (values.length === 0) return undefined;
    return values.length === 1 ? `${field} = ${values[0]}` : `${field} in [${values.join(', ')}]`;
  });
}

/** Adds a part of a range, widens to it, narrows to it, or takes it out. */
export function toggledPart(where: string, field: string, part: RangePart): string {
  const clicked = { least: rounded(part.least, -1), most: rounded(part.most, 1) };
  const terms = termsOf(where);
  const at = terms.findIndex((term) => rangeOf(term, field));
  const { least, most } = (at < 0 ? undefined : rangeOf(terms[at] ?? '', field)) ?? clicked;
  const isSame = at >= 0 && least === clicked.least && most === clicked.most;
  const isWithin = at >= 0 && least <= clicked.least && clicked.most <= most;
  const [from, to] = isWithin
    ? [clicked.least, clicked.most]
    : [Math.min(least, clicked.least), Math.max(most, clicked.most)];
  const others = terms.filter((_, index) => index !== at);
  return joined(isSame ? others : [...others, `${field} in ${plain(from)}..${plain(to)}`]);
}

/** What a condition asks of a field by itself, as facets write it; undefined when it does not. */
export function askedOf(where: string, field: string): string | undefined {
  return termsOf(where).find((term) => valuesOf(term, field) !== undefined || rangeOf(term, field) !== undefined);
}

export function without(where: string, term: string): string {
  return joined(termsOf(where).filter((each) => each !== term));
}

/** Whether a value of a field is asked for. */
export function isAsked(where: string, field: string, value: string): boolean {
  const written = writtenValue(field, value);
  return termsOf(where).some((term) => valuesOf(term, field)?.includes(written) ?? false);
}

function replaced(where: string, field: string, write: (asked: readonly string[]) => string | undefined): string {
  const terms = termsOf(where);
  const at = terms.findIndex((term) => valuesOf(term, field) !== undefined);
  const now = write(at < 0 ? [] : (valuesOf(terms[at] ?? '', field) ?? []));
  const others = terms.filter((_, index) => index !== at);
  return joined(now === undefined ? others : [...others, now]);
}

function joined(terms: readonly string[]): string {
  if (terms.length < 2) return terms[0] ?? '';
  return terms.map((term) => (partsOf(term, 'or').length > 1 ? `(${term})` : term)).join(' and ');
}

/** All of these must hold; one when the condition is a choice. */
export function termsOf(where: string): readonly string[] {
  const text = where.trim();
  if (text === '') return [];
  return partsOf(text, 'or').length > 1 ? [text] : partsOf(text, 'and');
}

/** What stands between a word, outside of quotes and brackets. */
function partsOf(text: string, word: string): readonly string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[\w-]+|[([\])]/g)) {
    if (token === '(' || token === '[') depth += 1;
    if (token === ')' || token === ']') depth -= 1;
    if (token !== word || depth !== 0) continue;
    parts.push(text.slice(from, index).trim());
    from = index + word.length;
  }
  return [...parts, text.slice(from).trim()].filter((part) => part !== '');
}

/** Values that a term asks of a field, as written; undefined when it asks something else. */
function valuesOf(term: string, field: string): readonly string[] | undefined {
  const asked = afterField(term, field);
  const one = asked && /^=\s*("(?:[^"\\]|\\.)*"|[^\s"]+)$/.exec(asked)?.[1];
  if (one) return [one];
  const list = asked && /^in\s*\[(.*)\]$/.exec(asked)?.[1];
  return list === undefined || list === '' ? undefined : (list.match(/"(?:[^"\\]|\\.)*"|[^\s,"]+/g) ?? undefined);
}

function rangeOf(term: string, field: string): RangePart | undefined {
  const range = /^in\s*(-?[\d.]+?)\s*\.\.\s*(-?[\d.]+)$/.exec(afterField(term, field) ?? '');
  return range ? { least: Number(range[1]), most: Number(range[2]) } : undefined;
}

function afterField(term: string, field: string): string | undefined {
  return term.startsWith(field) && /^[\s=]/.test(term.slice(field.length))
    ? term.slice(field.length).trim()
    : undefined;
}

/** Names that are no words of the language may stand without quotes where these fields are compared. */
const nameFields: ReadonlySet<string> = new Set(['class', 'predicted', 'label', 'decision', 'scheduler']);

/** Of these, a number is a word like others. */
const textFields: ReadonlySet<string> = new Set(['prompt', 'negative', 'recipe', 'file', 'reviewer', 'reason', 'tag']);

function writtenValue(field: string, value: string): string {
  if (textFields.has(field)) return quoted(value);
  if (/^-?\d+(\.\d+)?$/.test(value) || value === 'true' || value === 'false') return value;
  if (field === 'size' && /^\d+x\d+$/.test(value)) return value;
  const isName = nameFields.has(field) && /^[A-Za-z_]\w*$/.test(value) && !words.has(value);
  return isName ? value : quoted(value);
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

const words: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'where',
  'keep',
  'drop',
  'skip',
  'class',
  'recipe',
]);

/** To five digits, and at most nine places, outwards, so that the images at the ends are within. */
function rounded(value: number, outwards: -1 | 1): number {
  if (Number.isInteger(value)) return value;
  const places = 4 - Math.floor(Math.log10(Math.abs(value)));
  const scale = 10 ** Math.max(0, Math.min(9, places));
  const near = outwards < 0 ? Math.floor(value * scale) : Math.ceil(value * scale);
  // Multiplying may have rounded inwards.
  const isInward = (near / scale - value) * outwards < 0;
  return (isInward ? near + outwards : near) / scale;
}

/** The language writes no powers of ten in ranges. */
function plain(value: number): string {
  return Number.isInteger(value) ? value.toFixed(0) : value.toFixed(12).replace(/0+$/, '').replace(/\.$/, '');
}
