/** @file What there is to say about a diagnostic's code, as Markdown: a page of the reference, and `vlprompt explain`. */
import { type DiagnosticCode, diagnosticCodes } from './codes.ts';
import { type ExampleProgram, examples, MAIN } from './examples.ts';

export function explain(code: DiagnosticCode): string {
  const { about, severity } = diagnosticCodes[code];
  const { wrong, right } = examples[code];
  return [
    `# \`${code}\``,
    `${about} Severity: ${severity}. ${effects[severity]}`,
    '## Wrong',
    ...shown(wrong),
    '## Right',
    ...shown(right),
    '',
  ].join('\n\n');
}

export function isDiagnosticCode(word: string): word is DiagnosticCode {
  return Object.hasOwn(diagnosticCodes, word);
}

type Severity = (typeof diagnosticCodes)[DiagnosticCode]['severity'];

const effects: { readonly [S in Severity]: string } = {
  error: 'The declaration that has it, and what depends on it, is left out of a run.',
  warning: 'The file runs all the same.',
  information: 'The file runs all the same.',
  hint: 'Editors show it quietly, and the command line not at all.',
};

/** The file that is looked at first, then those it needs. */
function shown(program: ExampleProgram): readonly string[] {
  if (typeof program === 'string') return [fenced(MAIN, program)];
  const { files, shown: first = MAIN } = program;
  const others = Object.keys(files).filter((name) => name !== first);
  const isThere = files[first] !== undefined;
  const texts = (isThere ? [first, ...others] : others).flatMap((name) => [
    `\`${name}\``,
    fenced(name, files[name] ?? ''),
  ]);
  return isThere ? texts : [`There is no \`${first}\`.`, ...texts];
}

/** Longer fences than any in the text. */
function fenced(name: string, text: string): string {
  const language = languages[name.slice(name.lastIndexOf('.'))] ?? '';
  return ['````', language, '\n', abridged(text), '\n````'].join('');
}

const MOST_LINES = 20;
const WIDEST = 160;

/** Programs that are wrong by their size are told, not shown. */
function abridged(text: string): string {
  const lines = text.trimEnd().split('\n');
  const shown = lines
    .slice(0, MOST_LINES)
    .map((line) =>
      line.length > WIDEST ? `${line.slice(0, WIDEST)}… and ${line.length - WIDEST} characters more` : line,
    );
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${left} lines more`] : [])].join('\n');
}

const languages: Readonly<Record<string, string>> = {
  '.vlprompt': 'vlprompt',
  '.txt': 'vlwildcard',
  '.yaml': 'yaml',
  '.json': 'json',
};
