/** @file What each declaration is, for hover, completion and reference. */
import type { Declaration } from '../generated/ast.ts';

export interface DeclarationRule {
  readonly about: string;
  /** In the snippet syntax of the language server protocol. */
  readonly snippet: string;
}

export const declarationRules: { readonly [K in Declaration['keyword']]: DeclarationRule } = {
  model: {
    about: 'A model to draw or to judge with: one of the starter pack, a folder, or one of the hub.',
    snippet: 'model ${1:painter} = "${2|starter/diffusion,starter/clip|}"',
  },
  class: {
    about:
      'Something to tell apart. Its caption stands where a prompt says `${class}`; its name is that of its folder of images.',
    snippet: 'class ${1:name} "${2:words}"',
  },
  group: { about: 'A name for several classes; groups may hold groups.', snippet: 'group ${1:name} = ${2:classes}' },
  template: {
    about: 'Several ways to say it. A judge averages them all; a recipe draws one for each image.',
    snippet: 'template ${1:photo} {\n\t"a photo of a \\${class\\}"\n}',
  },
  let: {
    about: 'A constant: read as `${name}` in prompts, and by its name in settings.',
    snippet: 'let ${1:name} = "${2:words}"',
  },
  data: {
    about: 'Real images, in one folder for each class or as other tools lay them out.',
    snippet: 'data ${1:holdout} from "${2:data/holdout}"',
  },
  recipe: {
    about: 'What to draw: a grid with a row for each class and a column for each combination of its lists.',
    snippet:
      'recipe ${1:preview} {\n\tprompt: "${2:a photo of a \\${class\\}}"\n\timages: ${3:2}\n\tguidance: [${4:1, 3}]\n}',
  },
  evaluate: {
    about: 'How well a judge tells the classes apart by their words, on real and on drawn images.',
    snippet: 'evaluate ${1:zeroshot} {\n\ton: ${2:holdout}\n\texpect accuracy >= ${3:80}%\n}',
  },
  wildcard: {
    about: 'A list of phrases, of its own or from a file; prompts read one of them as `__name__`.',
    snippet: 'wildcard ${1:name} {\n\t"$2"\n}',
  },
  benchmark: {
    about:
      'A fine-grained benchmark on your disk: pairs that differ in one thing. This version checks it and does not run it yet.',
    snippet: 'benchmark ${1:name} from "${2:path}" {\n\tformat: ${3:pairs}\n}',
  },
  learn: {
    about: 'Few-shot learning from a few real images. This version checks it and does not run it yet.',
    snippet: 'learn ${1:name} {\n\tmethod: ${2:probe}\n\tshots: ${3:few} ${4:16} per class\n}',
  },
  curate: {
    about: 'From drawn and real images to a data set: by rules, and by what people decide.',
    snippet: 'curate ${1:name} {\n\tfrom: ${2:preview}\n\tkeep where ${3:score >= 0.25}\n}',
  },
  import: {
    about: 'Names that another file declares.',
    snippet: 'import "${1:./base.vlprompt}"',
  },
};
