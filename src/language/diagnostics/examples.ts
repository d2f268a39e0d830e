/** @file For every code a small program that has the problem, and one that has not: pages of the reference are made of them. */
import type { DiagnosticCode } from './codes.ts';

export interface Example {
  readonly wrong: ExampleProgram;
  readonly right: ExampleProgram;
}

/** One prompt file, or several files by name. */
export type ExampleProgram = string | ExampleFiles;

export interface ExampleFiles {
  readonly files: Readonly<Record<string, string>>;
  /** The file that is looked at; `main.vlprompt` where none is named. */
  readonly shown?: string;
  /** Folders that are there; where none are named, all that the program speaks of. */
  readonly folders?: readonly string[];
}

export const MAIN = 'main.vlprompt';

const classes = 'class shirt "shirt"\nclass tee "t-shirt"\n';
const held = `${classes}data holdout from "data/holdout"\n`;
const recipe = `${classes}recipe preview {\n  prompt: "a photo of a \${class}"\n}\n`;

function recipeOf(...lines: readonly string[]): string {
  return `recipe preview {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

function evaluationOf(...lines: readonly string[]): string {
  return `${held}\nevaluate zeroshot {\n${['on: holdout', ...lines].map((line) => `  ${line}\n`).join('')}}\n`;
}

function curationOf(...lines: readonly string[]): string {
  return `${recipe}\ncurate train {\n${['from: preview', ...lines].map((line) => `  ${line}\n`).join('')}}\n`;
}

function lists(name: string, text: string): ExampleFiles {
  return { files: { [name]: text }, shown: name };
}

const beginsWithSketch = `${classes}recipe sketch {
  prompt:  "a sketch of a \${class}"
  classes: all
}
recipe painting {
  prompt: "a painting of a \${class}"
  init:   sketch
}
`;

const drawsColour = 'wildcard colour from "colours.txt"\nrecipe preview {\n  prompt: "a __colour__ shirt"\n}\n';

export const examples: { readonly [C in DiagnosticCode]: Example } = {
  'file-unreadable': {
    wrong: { files: {}, shown: 'gone.vlprompt' },
    right: { files: { 'there.vlprompt': recipe }, shown: 'there.vlprompt' },
  },
  syntax: { wrong: 'class shirt "shirt" }\n', right: 'class shirt "shirt"\n' },
  'open-string': { wrong: 'class shirt "shirt\n', right: 'class shirt "shirt"\n' },
  'open-comment': {
    wrong: 'class shirt "shirt"\n/* more to come\n',
    right: 'class shirt "shirt"\n/* more to come */\n',
  },
  'empty-file': { wrong: '// nothing yet\n', right: 'class shirt "shirt"\n' },
  unsupported: { wrong: evaluationOf('method: probe'), right: evaluationOf('method: zeroshot') },
  'not-run-yet': {
    wrong: 'benchmark order from "data/order" {\n  format: pairs\n}\n',
    right: evaluationOf('expect accuracy >= 80%'),
  },
  'missing-name': { wrong: 'class "shirt"\n', right: 'class shirt "shirt"\n' },
  'duplicate-name': {
    wrong: 'class shirt "shirt"\nclass shirt "blouse"\n',
    right: 'class shirt "shirt" {\n  also: "blouse"\n}\n',
  },
  'reserved-name': { wrong: 'class all "everything"\n', right: 'class everything "everything"\n' },
  'unknown-name': {
    wrong: recipeOf('model: painter', 'prompt: "a shirt"'),
    right: `model painter = "starter/diffusion"\n${recipeOf('model: painter', 'prompt: "a shirt"')}`,
  },
  'wrong-kind': {
    wrong: `${recipe}\nevaluate zeroshot {\n  on: shirt\n}\n`,
    right: `${recipe}\nevaluate zeroshot {\n  on: preview\n}\n`,
  },
  circular: {
    wrong: `${classes}group tops = shirt, tops\n${recipeOf('prompt: "a ${class}"', 'classes: tops')}`,
    right: `${classes}group tops = shirt, tee\n${recipeOf('prompt: "a ${class}"', 'classes: tops')}`,
  },
  'missing-file': {
    wrong: { files: { [MAIN]: `import "./bass.vlprompt"\n${recipe}`, 'base.vlprompt': 'class boot "boot"\n' } },
    right: { files: { [MAIN]: `import "./base.vlprompt"\n${recipe}`, 'base.vlprompt': 'class boot "boot"\n' } },
  },
  'wrong-file': {
    wrong: { files: { [MAIN]: `import "./colours.txt"\n${recipe}`, 'colours.txt': 'red\nblue\n' } },
    right: { files: { [MAIN]: drawsColour, 'colours.txt': 'red\nblue\n' } },
  },
  'unknown-import': {
    wrong: {
      files: { [MAIN]: `import { boots } from "./base.vlprompt"\n${recipe}`, 'base.vlprompt': 'class boot "boot"\n' },
    },
    right: {
      files: { [MAIN]: `import { boot } from "./base.vlprompt"\n${recipe}`, 'base.vlprompt': 'class boot "boot"\n' },
    },
  },
  'circular-import': {
    wrong: {
      files: {
        [MAIN]: `import "./base.vlprompt"\n${recipe}`,
        'base.vlprompt': `import "./${MAIN}"\nclass boot "boot"\n`,
      },
    },
    right: { files: { [MAIN]: `import "./base.vlprompt"\n${recipe}`, 'base.vlprompt': 'class boot "boot"\n' } },
  },
  'broken-import': {
    wrong: { files: { [MAIN]: `import "./base.vlprompt"\n${recipe}`, 'base.vlprompt': 'class boot\n' } },
    right: { files: { [MAIN]: `import "./base.vlprompt"\n${recipe}`, 'base.vlprompt': 'class boot "boot"\n' } },
  },
  'unknown-wildcard': {
    wrong: recipeOf('prompt: "a __colour__ shirt"'),
    right: `wildcard colour {\n  "red"\n  "blue"\n}\n${recipeOf('prompt: "a __colour__ shirt"')}`,
  },
  'empty-wildcard': {
    wrong: `wildcard colour {\n}\n${recipeOf('prompt: "a __colour__ shirt"')}`,
    right: `wildcard colour {\n  "red"\n  "blue"\n}\n${recipeOf('prompt: "a __colour__ shirt"')}`,
  },
  'wildcard-interpolation': {
    wrong: lists('colours.txt', 'red\n${tone} blue\n'),
    right: lists('colours.txt', 'red\n{light|dark} blue\n'),
  },
  unused: {
    wrong: `let ground = "white"\n${recipeOf('prompt: "a shirt"')}`,
    right: `let ground = "white"\n${recipeOf('prompt: "a shirt on a ${ground} ground"')}`,
  },
  'unknown-setting': {
    wrong: recipeOf('prompt: "a shirt"', 'step: 20'),
    right: recipeOf('prompt: "a shirt"', 'steps: 20'),
  },
  'missing-colon': {
    wrong: recipeOf('prompt: "a shirt"', 'steps = 20'),
    right: recipeOf('prompt: "a shirt"', 'steps: 20'),
  },
  'duplicate-setting': {
    wrong: recipeOf('prompt: "a shirt"', 'steps: 20', 'steps: 30'),
    right: recipeOf('prompt: "a shirt"', 'steps: [20, 30]'),
  },
  'missing-setting': { wrong: recipeOf('steps: 20'), right: recipeOf('prompt: "a shirt"', 'steps: 20') },
  'missing-value': {
    wrong: recipeOf('prompt: "a shirt"', 'steps:'),
    right: recipeOf('prompt: "a shirt"', 'steps: 20'),
  },
  'wrong-type': {
    wrong: recipeOf('prompt: "a shirt"', 'size: 64'),
    right: recipeOf('prompt: "a shirt"', 'size: 64x64'),
  },
  'out-of-range': {
    wrong: recipeOf('prompt: "a shirt"', 'size: 65x64'),
    right: recipeOf('prompt: "a shirt"', 'size: 72x64'),
  },
  'unknown-value': {
    wrong: recipeOf('prompt: "a shirt"', 'scheduler: eular'),
    right: recipeOf('prompt: "a shirt"', 'scheduler: euler'),
  },
  'too-many-values': {
    wrong: recipeOf('prompt: "a shirt"', 'images: [2, 3]'),
    right: recipeOf('prompt: "a shirt"', 'images: 3'),
  },
  'unbracketed-list': {
    wrong: recipeOf('prompt: "a shirt"', 'guidance: 1, 3'),
    right: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]'),
  },
  'not-an-axis': {
    wrong: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'steps: 20', 'zip(guidance, steps)'),
    right: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'steps: [20, 30]', 'zip(guidance, steps)'),
  },
  'zip-length': {
    wrong: recipeOf('prompt: "a shirt"', 'guidance: [1, 3, 5]', 'steps: [20, 30]', 'zip(guidance, steps)'),
    right: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'steps: [20, 30]', 'zip(guidance, steps)'),
  },
  'zip-repeated': {
    wrong: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'zip(guidance, guidance)'),
    right: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'steps: [20, 30]', 'zip(guidance, steps)'),
  },
  'all-skipped': {
    wrong: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'skip where guidance < 5'),
    right: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'skip where guidance < 2'),
  },
  'unknown-field': {
    wrong: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'skip where guidence > 2'),
    right: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'skip where guidance > 2'),
  },
  'wrong-comparison': {
    wrong: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'skip where guidance > "low"'),
    right: recipeOf('prompt: "a shirt"', 'guidance: [1, 3]', 'skip where guidance > 2'),
  },
  'split-sum': { wrong: curationOf('split: train 80%, val 30%'), right: curationOf('split: train 80%, val 20%') },
  'repeated-value': { wrong: curationOf('split: train 60%, train 20%'), right: curationOf('split: train 80%') },
  leak: {
    wrong: `${held}learn few {\n  method: probe\n  shots: holdout 16 per class\n}\n`,
    right: `${held.replace('"data/holdout"', '"data/shots" {\n  role: shots\n}').replace('holdout', 'real')}learn few {\n  method: probe\n  shots: real 16 per class\n}\n`,
  },
  misplaced: {
    wrong: recipeOf('prompt: "a shirt"', 'expect accuracy >= 80%'),
    right: evaluationOf('expect accuracy >= 80%'),
  },
  'missing-caption': { wrong: 'class shirt\n', right: 'class shirt "shirt"\n' },
  'empty-text': { wrong: 'class shirt ""\n', right: 'class shirt "shirt"\n' },
  'duplicate-caption': {
    wrong: 'class shirt "shirt"\nclass blouse "shirt"\n',
    right: 'class shirt "shirt"\nclass blouse "blouse"\n',
  },
  'empty-template': {
    wrong: `template photo {\n}\n${recipeOf('prompt: photo')}`,
    right: `template photo {\n  "a photo of a shirt"\n}\n${recipeOf('prompt: photo')}`,
  },
  'empty-group': {
    wrong: `${classes}group tops\n${recipeOf('prompt: "a ${class}"', 'classes: tops')}`,
    right: `${classes}group tops = shirt, tee\n${recipeOf('prompt: "a ${class}"', 'classes: tops')}`,
  },
  'no-classes': { wrong: recipeOf('prompt: "a ${class}"'), right: `${classes}${recipeOf('prompt: "a ${class}"')}` },
  'too-few-classes': {
    wrong: 'class shirt "shirt"\ndata holdout from "data/holdout"\nevaluate zeroshot {\n  on: holdout\n}\n',
    right: evaluationOf(),
  },
  'missing-part': { wrong: evaluationOf('expect accuracy'), right: evaluationOf('expect accuracy >= 80%') },
  'unknown-model': {
    wrong: `model painter = "starter/difusion"\n${recipeOf('model: painter', 'prompt: "a shirt"')}`,
    right: `model painter = "starter/diffusion"\n${recipeOf('model: painter', 'prompt: "a shirt"')}`,
  },
  'undownloaded-model': {
    wrong: `model painter = "hf:owner/name"\n${recipeOf('model: painter', 'prompt: "a shirt"')}`,
    right: `model painter = "./models/mine"\n${recipeOf('model: painter', 'prompt: "a shirt"')}`,
  },
  'wrong-model': {
    wrong: `model painter = "starter/clip"\n${recipeOf('model: painter', 'prompt: "a shirt"')}`,
    right: `model painter = "starter/diffusion"\n${recipeOf('model: painter', 'prompt: "a shirt"')}`,
  },
  'missing-folder': {
    wrong: { files: { [MAIN]: evaluationOf() }, folders: [] },
    right: { files: { [MAIN]: evaluationOf() } },
  },
  'missing-class-folder': {
    wrong: { files: { [MAIN]: evaluationOf() }, folders: ['data/holdout', 'data/holdout/shirt'] },
    right: { files: { [MAIN]: evaluationOf() } },
  },
  'path-outside-workspace': {
    wrong: evaluationOf().replace('"data/holdout"', '"../elsewhere"'),
    right: evaluationOf(),
  },
  'prompt-syntax': {
    wrong: recipeOf('prompt: "a {red|blue shirt"'),
    right: recipeOf('prompt: "a {red|blue} shirt"'),
  },
  'prompt-brackets': {
    wrong: recipeOf('prompt: "a (red:1..3) shirt"'),
    right: recipeOf('prompt: "a (red:1.3) shirt"'),
  },
  'bad-weight': {
    wrong: recipeOf('prompt: "a {two::red|blue} shirt"'),
    right: recipeOf('prompt: "a {2::red|blue} shirt"'),
  },
  'bad-count': {
    wrong: recipeOf('prompt: "a shirt with {2-1$$stripes|dots|checks}"'),
    right: recipeOf('prompt: "a shirt with {1-2$$stripes|dots|checks}"'),
  },
  'large-count': {
    wrong: recipeOf('prompt: "a shirt with {3$$stripes|dots}"'),
    right: recipeOf('prompt: "a shirt with {2$$stripes|dots}"'),
  },
  'extra-network': { wrong: recipeOf('prompt: "a shirt <lora:linen:1>"'), right: recipeOf('prompt: "a linen shirt"') },
  'single-option': { wrong: recipeOf('prompt: "a {red} shirt"'), right: recipeOf('prompt: "a {red|blue} shirt"') },
  'never-chosen': {
    wrong: recipeOf('prompt: "a {0::red|blue|grey} shirt"'),
    right: recipeOf('prompt: "a {blue|grey} shirt"'),
  },
  'unknown-escape': { wrong: recipeOf('prompt: "a shirt \\q"'), right: recipeOf('prompt: "a shirt \\\\q"') },
  'unused-weights': {
    wrong: evaluationOf('prompt: "a {2::big|small} ${class}"'),
    right: evaluationOf('prompt: "a {big|small} ${class}"'),
  },
  'missing-attribute': {
    wrong: `${classes}${recipeOf('prompt: "a ${class.attribute.colour} ${class}"')}`,
    right: `class shirt "shirt" {\n  attribute.colour: "red"\n}\n${recipeOf('prompt: "a ${class.attribute.colour} ${class}"')}`,
  },
  'prompt-without-class': {
    wrong: evaluationOf('prompt: "a product photo"'),
    right: evaluationOf('prompt: "a product photo of a ${class}"'),
  },
  'recipe-without-class': {
    wrong: `${classes}${recipeOf('prompt: "a wall"')}evaluate zeroshot {\n  on: preview\n}\n`,
    right: `${recipe}evaluate zeroshot {\n  on: preview\n}\n`,
  },
  'prompt-too-long': {
    wrong: evaluationOf(`prompt: "a \${class} ${'with one more word '.repeat(20).trim()}"`),
    right: evaluationOf('prompt: "a ${class} with one more word"'),
  },
  'judge-setting': {
    wrong: evaluationOf('prompt: "a ${class} at guidance ${guidance}"'),
    right: evaluationOf('prompt: "a ${class}"'),
  },
  'judge-attention': {
    wrong: evaluationOf('prompt: "a (red:1.3) ${class}"'),
    right: evaluationOf('prompt: "a red ${class}"'),
  },
  'too-many-prompts': {
    wrong: evaluationOf(`prompt: "a \${class} ${Array.from({ length: 10 }, () => '{big|small}').join(' ')}"`),
    right: evaluationOf('prompt: "a {big|small} ${class}"'),
  },
  'prompt-too-large': {
    wrong: recipeOf(`prompt: "a shirt${' with one more word'.repeat(600)}"`),
    right: recipeOf('prompt: "a shirt with one more word"'),
  },
  'too-many-images': {
    wrong: recipeOf('prompt: "a shirt"', 'seed: 1..200', 'images: 100'),
    right: recipeOf('prompt: "a shirt"', 'seed: 1..200'),
  },
  'file-too-large': {
    wrong: recipeOf(`prompt: "a shirt${' with one more word'.repeat(400)}"`, 'images: 10000'),
    right: recipeOf('prompt: "a shirt with one more word"', 'images: 10000'),
  },
  'needs-init': {
    wrong: recipeOf('prompt: "a shirt"', 'strength: 0.5'),
    right: recipeOf('prompt: "a shirt"', 'init: "shirt.png"', 'strength: 0.5'),
  },
  'no-steps-left': {
    wrong: recipeOf('prompt: "a shirt"', 'init: "shirt.png"', 'strength: 0.04'),
    right: recipeOf('prompt: "a shirt"', 'init: "shirt.png"', 'strength: 0.4'),
  },
  'init-without-image': {
    wrong: beginsWithSketch.replace('classes: all', 'classes: tee'),
    right: beginsWithSketch,
  },
  'unknown-metric': { wrong: evaluationOf('expect acuracy >= 80%'), right: evaluationOf('expect accuracy >= 80%') },
  'metric-arguments': {
    wrong: evaluationOf('expect recall >= 60%'),
    right: evaluationOf('expect recall(shirt) >= 60%'),
  },
  'class-not-judged': {
    wrong: `class boot "boot"\n${evaluationOf('classes: shirt, tee', 'expect recall(boot) >= 60%')}`,
    right: `class boot "boot"\n${evaluationOf('classes: shirt, tee, boot', 'expect recall(boot) >= 60%')}`,
  },
  'empty-wildcard-file': {
    wrong: lists('colours.txt', '# colours\n'),
    right: lists('colours.txt', '# colours\nred\nblue\n'),
  },
  'wildcard-syntax': {
    wrong: lists('colours.json', '["red", "blue"\n'),
    right: lists('colours.json', '["red", "blue"]\n'),
  },
  'wildcard-shape': {
    wrong: lists('colours.yaml', 'warm:\n  - red\n  - [a, b]\n'),
    right: lists('colours.yaml', 'warm:\n  - red\n  - orange\n'),
  },
  'wildcard-key': {
    wrong: lists('colours.json', '{"warm": ["red"], "warm": ["orange"]}\n'),
    right: lists('colours.json', '{"warm": ["red", "orange"]}\n'),
  },
  'wildcard-too-large': {
    // Long; made when somebody asks for it.
    get wrong() {
      return lists('numbers.txt', Array.from({ length: 100_001 }, (_, index) => `${index}\n`).join(''));
    },
    right: lists('numbers.txt', 'one\ntwo\nthree\n'),
  },
  'duplicate-value': { wrong: lists('colours.txt', 'red\nblue\nred\n'), right: lists('colours.txt', '2::red\nblue\n') },
};
