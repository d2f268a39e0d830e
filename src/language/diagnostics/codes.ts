/**
 * @file Every diagnostic there is: its stable code, how grave it is, what it says, and what the reference says of it.
 * `docs/language.md` has the same table; a test compares the two.
 */
import { withArticle } from './article.ts';
import type { Severity } from './diagnostic.ts';

interface CodeRule {
  readonly severity: Severity;
  /** One sentence: what is wrong and what to do. */
  readonly says: (...details: never[]) => string;
  /** For the reference. */
  readonly about: string;
}

const error = rule('error');
const warning = rule('warning');
const information = rule('information');
const hint = rule('hint');

export const diagnosticCodes = {
  'file-unreadable': error('The file cannot be read.', (reason: string) => `This file cannot be read: ${reason}.`),
  syntax: error('The text is not what can stand here.', (sentence: string) => sentence),
  'open-string': error(
    'A string is not closed on its line.',
    () => 'This text has no closing quote on its line; add `"`.',
  ),
  'open-comment': error(
    'A comment without its end, which swallows the rest of the file.',
    () => 'This comment has no end, so nothing after it is read; add `*/`.',
  ),
  'empty-file': warning(
    'The file declares nothing.',
    () => 'This file declares nothing yet; begin with a class, such as `class shirt "shirt"`.',
  ),
  unsupported: warning(
    'A part of the language that this version does not know yet; it has no effect.',
    (what: string) => `${what} is not supported by this version yet and has no effect.`,
  ),

  'not-run-yet': information(
    'A declaration or setting that is checked, and that this version does not run.',
    (kind: string) => `\`${kind}\` is checked, but this version does not run it yet.`,
  ),

  'missing-name': error(
    'A declaration has no name.',
    (kind: string) => `This ${kind} needs a name, such as \`${kind} my_${kind}\`.`,
  ),
  'duplicate-name': error(
    'Two declarations have the same name.',
    (name: string, where: string) => `\`${name}\` is declared already in ${where}; names are unique in a file.`,
  ),
  'reserved-name': error(
    'A name that the language itself uses.',
    (name: string) => `\`${name}\` has a meaning of its own and cannot be declared; choose another name.`,
  ),
  'unknown-name': error(
    'A name that nothing declares.',
    (name: string, what: string, guess: string) => `No ${what} is called \`${name}\`${guess}.`,
  ),
  'wrong-kind': error(
    'A name of something else than is needed here.',
    (name: string, is: string, needed: string) =>
      `\`${name}\` is ${withArticle(is)}, and here ${withArticle(needed)} is needed.`,
  ),
  circular: error(
    'A group or a text that contains itself, or a recipe that begins with its own images.',
    (name: string, way: string) => `\`${name}\` contains itself (${way}); take one of them out.`,
  ),
  'missing-file': error(
    'A file that does not exist, or cannot be read.',
    (path: string, reason: string) => `The file “${path}” cannot be read: ${reason}.`,
  ),
  'wrong-file': error(
    'A file of another kind than is needed.',
    (path: string, needed: string) => `“${path}” cannot be read here; ${needed}.`,
  ),
  'unknown-import': error(
    'An imported name that the other file does not declare.',
    (name: string, path: string, guess: string) => `“${path}” declares no \`${name}\`${guess}.`,
  ),
  'circular-import': error(
    'Files that import each other.',
    (path: string, way: string) =>
      `“${path}” leads back to this file (${way}); move what both need into a file of its own.`,
  ),
  'broken-import': warning(
    'A file that is imported, or read for its words, and has errors.',
    (path: string, errors: string) => `“${path}” has ${errors}; declarations with an error cannot be used here.`,
  ),
  'unknown-wildcard': error(
    'A wildcard that nothing declares.',
    (name: string, guess: string) =>
      `No wildcard is called \`${name}\`${guess}; declare it, or write \`\\_\\_\` for the characters themselves.`,
  ),
  'empty-wildcard': error(
    'A wildcard without values.',
    (name: string) => `The wildcard \`${name}\` has no values, so nothing can stand in its place; add one.`,
  ),
  'wildcard-interpolation': error(
    'An interpolation in a file of words, which belongs to no prompt file and knows no names.',
    (written: string) =>
      `\`${written}\` has no meaning in a wildcard file; put the words into a wildcard of their own.`,
  ),
  unused: hint(
    'A declaration that nothing uses.',
    (kind: string, name: string) => `The ${kind} \`${name}\` is not used.`,
  ),

  'unknown-setting': error(
    'A setting that this declaration does not have.',
    (key: string, kind: string, guess: string) => `There is no setting \`${key}\` in ${withArticle(kind)}${guess}.`,
  ),
  'missing-colon': error(
    'A setting without its colon.',
    (key: string) => `\`${key}\` is a setting and needs a colon, such as \`${key}: …\`.`,
  ),
  'duplicate-setting': error(
    'A setting that stands twice.',
    (key: string) => `\`${key}\` is set already above; keep one of the two.`,
  ),
  'missing-setting': error(
    'A declaration lacks a setting that it cannot do without.',
    (kind: string, key: string, example: string) => `This ${kind} needs \`${key}\`, such as \`${example}\`.`,
  ),
  'missing-value': error(
    'Nothing stands where a value is needed.',
    (key: string, needed: string) => `\`${key}\` needs a value: ${needed}.`,
  ),
  'wrong-type': error(
    'A value of another kind than the setting takes.',
    (key: string, needed: string, written: string) => `\`${key}\` takes ${needed}, not ${written}.`,
  ),
  'out-of-range': error(
    'A number or size beyond its limits.',
    (key: string, needed: string, written: string) => `\`${key}\` takes ${needed}; ${written} is beyond that.`,
  ),
  'unknown-value': error(
    'A word that is not one of those the setting takes.',
    (key: string, written: string, options: string, guess: string) =>
      `\`${key}\` has no value \`${written}\`${guess}; it takes ${options}.`,
  ),
  'too-many-values': error(
    'Several values where one is taken.',
    (key: string) => `\`${key}\` takes one value; only settings that a picture depends on can be a list.`,
  ),
  'unbracketed-list': error(
    'A list of values without brackets.',
    (key: string) => `Several values of \`${key}\` are an axis and stand in brackets, such as \`${key}: [1, 3]\`.`,
  ),
  'not-an-axis': error(
    'A name that is no axis of the recipe.',
    (name: string, guess: string, axes: string) =>
      `\`${name}\` is not an axis of this recipe${guess}; ${axes === '' ? 'give it several values in brackets' : `its axes are ${axes}`}.`,
  ),
  'zip-length': error(
    'Zipped axes of different lengths.',
    (lengths: string) => `Zipped axes advance together and need as many values each; these have ${lengths}.`,
  ),
  'zip-repeated': error(
    'An axis that is zipped twice.',
    (name: string) => `\`${name}\` is zipped already; name it once.`,
  ),
  'all-skipped': error(
    'A recipe that skips all of its cells.',
    () => 'This leaves out every cell, so nothing is drawn; narrow the condition.',
  ),
  'unknown-field': error(
    'A word in a condition that means nothing there.',
    (name: string, guess: string, fields: string) => `There is no field \`${name}\` here${guess}; there are ${fields}.`,
  ),
  'wrong-comparison': error(
    'A comparison that can never be made: the field and the value are of different kinds.',
    (sentence: string) => sentence,
  ),
  'split-sum': error(
    'Shares of a split that are more than there is.',
    (sum: string) => `These shares add up to ${sum}; together they are at most 100%.`,
  ),
  'repeated-value': error(
    'A value that stands twice where each may stand once.',
    (key: string, value: string) => `\`${value}\` stands twice in \`${key}\`; keep one of the two.`,
  ),
  leak: error(
    'Held-out images that are also learned from, selected by or drawn from: what is measured on them means nothing.',
    (name: string, use: string, role: string) =>
      `\`${name}\` is held out, and must not be ${use}; take another data set, or give it the role \`${role}\`.`,
  ),
  misplaced: error(
    'Something that does not belong into this declaration.',
    (what: string, kind: string, remedy: string) => `${what} cannot stand in ${withArticle(kind)}; ${remedy}.`,
  ),

  'missing-caption': error(
    'A class without the words that a model reads for it.',
    (name: string) => `The class \`${name}\` needs its words in quotes, such as \`class ${name} "${name}"\`.`,
  ),
  'empty-text': error(
    'A text in which nothing stands.',
    (what: string) => `${what} is empty; write what the model shall read.`,
  ),
  'duplicate-caption': warning(
    'Two classes with the same words, which no model can tell apart.',
    (words: string, other: string) =>
      `“${words}” is also what the class \`${other}\` is called; no model can tell the two apart.`,
  ),
  'empty-template': error(
    'A template without lines.',
    (name: string) => `The template \`${name}\` has no lines; add one, such as \`"a photo of a \${class}"\`.`,
  ),
  'empty-group': error(
    'A group without members.',
    (name: string) => `The group \`${name}\` has no members; name its classes after \`=\`.`,
  ),
  'no-classes': error(
    'Classes are needed, and there are none.',
    (kind: string) => `This ${kind} needs classes and has none; declare one, such as \`class shirt "shirt"\`.`,
  ),
  'too-few-classes': error(
    'An evaluation of fewer than two classes.',
    (name: string) => `\`${name}\` is the only class here, and telling apart takes two; add a class.`,
  ),

  'missing-part': error(
    'A declaration or statement is incomplete.',
    (what: string, needed: string, example: string) => `${what} needs ${needed}, such as \`${example}\`.`,
  ),
  'unknown-model': error(
    'A model that cannot be found under what is written.',
    (spec: string, guess: string) =>
      `“${spec}” names no model${guess}; write "starter/diffusion", "starter/clip", "hf:owner/name@revision" or "./folder".`,
  ),
  'undownloaded-model': information(
    'A model of the hub that is not on this machine yet.',
    (repository: string, written: string) =>
      `${repository} is not on this machine yet; download it with the command *Download Model* or \`vlprompt models download ${written}\`.`,
  ),
  'wrong-model': error(
    'A model that can only draw where one that judges is needed, or the other way round.',
    (spec: string, does: string, needed: string, remedy: string) =>
      `“${spec}” is a model that ${does}, and here one that ${needed} is needed; take "${remedy}".`,
  ),
  'missing-folder': error(
    'A folder of images that does not exist.',
    (path: string) => `The folder “${path}” does not exist; real images are expected in ${path}/<class>/.`,
  ),
  'missing-class-folder': warning(
    'A folder of images in which judged classes have no folder.',
    (path: string, names: string) =>
      `“${path}” has no folder for ${names}; images of a class are expected in the folder of its name, unless \`format\` says otherwise.`,
  ),
  'path-outside-workspace': error(
    'A path that leads out of the workspace.',
    (path: string) => `“${path}” leads out of the workspace folder; files are read only from inside it.`,
  ),

  'prompt-syntax': error('Braces in a prompt that do not match.', (sentence: string) => sentence),
  'prompt-brackets': warning(
    'Brackets, weights or schedules in a prompt that do not mean what they seem to.',
    (sentence: string) => sentence,
  ),
  'bad-weight': error(
    'A weight of a variant that is not a number, or weights that are all zero.',
    (sentence: string) => sentence,
  ),
  'bad-count': error('A number of variants to take that is none.', (sentence: string) => sentence),
  'large-count': warning(
    'More variants to take than there are.',
    (written: string, there: string) => `\`${written}\` takes more than there are; all ${there} are taken.`,
  ),
  'extra-network': warning(
    'An extra network such as a LoRA, named in a prompt.',
    (written: string) => `\`${written}\` names an extra network, which is not read; it stays in the prompt as it is.`,
  ),
  'single-option': warning(
    'Braces around a single variant.',
    () => 'This is a choice of one; add a variant after `|`, or write `\\{` for the character itself.',
  ),
  'never-chosen': warning('A variant of weight 0.', () => 'This variant has the weight 0 and is never chosen.'),
  'unknown-escape': warning(
    'A backslash before a letter or digit that it gives no meaning to.',
    (written: string) =>
      `\`${written}\` means nothing yet and is read as \`${written.slice(1)}\`; write \`\\\\\` for a backslash.`,
  ),
  'unused-weights': hint(
    'Weights in a prompt of which every variant is read once: by a judge, or with `expand: all`.',
    (who: string) => `${who} every variant once, so these weights have no effect on it.`,
  ),
  'missing-attribute': error(
    'A class lacks an attribute that a prompt reads.',
    (name: string, attribute: string) =>
      `The class \`${name}\` has no \`attribute.${attribute}\`, which this prompt reads; add it to the class.`,
  ),
  'prompt-without-class': error(
    'A prompt for a judge that is the same for every class.',
    () => 'This prompt is the same for every class, so nothing can be told apart by it; add `${class}`.',
  ),
  'recipe-without-class': error(
    'An evaluation of a recipe whose pictures belong to no class.',
    (name: string) =>
      `The pictures of \`${name}\` belong to no class, so nobody can say whether they are right; add \`\${class}\` to its prompt.`,
  ),
  'prompt-too-long': error(
    'A prompt of more tokens than the judge reads.',
    (count: string, unread: string, text: string) =>
      `The judge does not read “${unread}”, the end of a prompt of ${count} tokens: “${text}”; shorten it.`,
  ),
  'judge-setting': error(
    'A prompt for a judge that reads a setting of a recipe.',
    (name: string) => `A judge draws nothing and has no \`${name}\`; take \`\${${name}}\` out of what it reads.`,
  ),
  'judge-attention': error(
    'Attention, scheduling or BREAK in a prompt that a judge reads: it would read the signs as words.',
    (written: string, remedy: string) => `A judge reads plain words, and \`${written}\` is none; ${remedy}.`,
  ),
  'too-many-prompts': error(
    'A prompt with more variants than can be read one by one.',
    (count: string, limit: string) =>
      `This makes ${count} prompts of each class, and the limit is ${limit}; use fewer variants.`,
  ),
  'prompt-too-large': error(
    'A prompt that grows beyond all measure.',
    (limit: string) => `Spelled out, this prompt is longer than ${limit} characters; shorten it or what it inserts.`,
  ),
  'too-many-images': error(
    'A recipe of more images than one run may draw.',
    (count: string, limit: string, how: string) =>
      `This recipe asks for ${count} images (${how}), and the limit is ${limit}; shorten a list, use fewer variants or lower \`images\`.`,
  ),
  'file-too-large': error(
    'A recipe or an evaluation with which a file makes more than can be kept in mind at once.',
    (name: string) =>
      `With \`${name}\` this file makes more images and prompts, or chooses among more words, than one file can; move it to a file of its own, or lower \`images\`.`,
  ),
  'needs-init': warning(
    'A setting of the image to begin with, where there is none.',
    (key: string) => `\`${key}\` has no effect without an image to begin with; name one as \`init\`.`,
  ),
  'no-steps-left': warning(
    'A strength that leaves no step to draw.',
    (strength: string, steps: string) =>
      `Of ${steps} steps a strength of ${strength} leaves none to draw, and the engine refuses that; raise one of the two.`,
  ),
  'init-without-image': error(
    'A recipe that begins with images which the other recipe does not draw.',
    (name: string, classes: string) =>
      `The recipe \`${name}\` draws no image of ${classes} to begin with; draw them there, or leave them out here.`,
  ),

  'unknown-metric': error(
    'A number that no evaluation reports.',
    (name: string, guess: string, names: string) => `There is no metric \`${name}\`${guess}; there are ${names}.`,
  ),
  'metric-arguments': error(
    'A metric with too few or too many classes in its parentheses.',
    (name: string, example: string) => `\`${name}\` is written \`${example}\`.`,
  ),
  'class-not-judged': error(
    'A statement about a class that the evaluation leaves out.',
    (name: string) => `The class \`${name}\` is not among those judged here; add it to \`classes\`.`,
  ),

  'empty-wildcard-file': warning(
    'A wildcard file without values.',
    () => 'This wildcard file has no values yet; write one on each line, or lists under keys in YAML and JSON.',
  ),
  'wildcard-syntax': error(
    'A wildcard file that is not the YAML or JSON its name promises.',
    (format: string, line: string, remedy: string) => `This ${format} cannot be read in line ${line}: ${remedy}.`,
  ),
  'wildcard-shape': error(
    'Something in a wildcard file that is neither a list of values nor a key with one.',
    (sentence: string) => sentence,
  ),
  'wildcard-key': warning(
    'A key in a wildcard file that stands twice or that no prompt can name.',
    (sentence: string) => sentence,
  ),
  'wildcard-too-large': error(
    'A wildcard file with more than is read.',
    (limit: string) => `A wildcard file may have ${limit}; split it into several.`,
  ),
  'duplicate-value': warning(
    'A value that stands twice in its list.',
    (text: string, line: string) =>
      `“${text}” stands already in line ${line} and counts once; give that one a weight to have it more often.`,
  ),
} as const satisfies Readonly<Record<string, CodeRule>>;

export type DiagnosticCode = keyof typeof diagnosticCodes;

/** What a code's sentence is made of. */
export type Details<C extends DiagnosticCode> = Parameters<(typeof diagnosticCodes)[C]['says']>;

function rule<const S extends Severity>(severity: S) {
  return <D extends string[]>(about: string, says: (...details: D) => string) => ({ severity, about, says });
}
