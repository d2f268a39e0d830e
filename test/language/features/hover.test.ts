import assert from 'node:assert/strict';
import { createDocument } from '../../../src/language/document.ts';
import { hoverAt } from '../../../src/language/features/hover.ts';
import { cursorIn } from '../cursor.ts';

/** What the hover says, in part; an empty text where there is none. */
const cases: readonly (readonly [marked: string, said: string])[] = [
  ['/// Worn above.\n/// Often.\nclass a<|> "shirt" { also: "tee" }', 'Worn above.\nOften.\n\n“shirt”, “tee”'],
  ['class a "x" group g = <|>a', '**class** `a`\n\n“x”\n\nUsed once.'],
  ['class a "x" class b "y" group g<|> = a, b', 'a, b — 2 classes'],
  ['template t<|> { "one" "two" }', '- `"one"`\n- `"two"`'],
  [
    'class a "x" class b "y" recipe r<|> { prompt: "${class}" images: 3 guidance: [1, 3] }',
    '12 images: 2 rows × 2 columns × 3',
  ],
  ['recipe r { prompt: "x" ste<|>ps: 20 }', 'Takes a whole number from 1 to 1000. Default: 20. A list or range'],
  ['class a "x" { to<|>ken: l }', 'Not supported by this version yet.'],
  ['recipe r { prompt: "x" stren<|>gth: 20 }', 'Takes a number from 0 to 1. Default: 0.8. A list or range'],
  ['recipe r { prompt: "x" noise: phi<|>lox }', '`philox`: As torch draws it on an NVIDIA card.'],
  ['model m = "./m" { adap<|>ter: "a.safetensors" }', 'Takes the path of a `.safetensors` file in quotes.'],
  ['recipe r { prompt: "x" scheduler: eu<|>ler }', '`euler`: Deterministic'],
  ['recipe r { prompt: "x" scheduler: [ddim, eu<|>ler] }', '`euler`: Deterministic'],
  ['evaluate e { on: d expect reca<|>ll(a) > 3% }', '`recall(shirt)`: Of the images of a class'],
  ['rec<|>ipe r { }', 'a row for each class'],
  ['let style = ["a", "b"] recipe r { prompt: "${style}" skip where sty<|>le = "a" }', 'The axis `style`.'],
  [
    'class a "shirt" class b "dress" template t { "a ${class} <|>{big|small}" }',
    '2 prompts for each class, such as\n- a shirt',
  ],
  [
    'class a "shirt" class b "dress" recipe r { classes: b prompt: "a ${class} <|>" }',
    'One prompt for each class, such as\n- a dress',
  ],
  ['recipe r { prompt: "a {big|small} <|>wall" }', '2 prompts, such as\n- a '],
  ['/// ![](https://a.b/c.png) \\![][d]\nclass a<|> "x"', '&#33;[](https://a.b/c.png) \\&#33;[][d]\n'],
  ['class a<|> "![](https://a.b/c.png) <img>"', '“!\\[\\](https://a.b/c.png) \\<img\\>”'],
  ['model m<|> = "./`![](https://a.b/c.png)``"', '``` "./`![](https://a.b/c.png)``" ```'],
  ['data d<|> from "a`![](https://a.b/c.png)"', 'Real images in `` a`![](https://a.b/c.png)/<class>/ ``'],
  ['recipe r { prompt: "!\\[\\](https://a.b/c.png){1\\|2} <|>{a|b}" }', '- !\\[\\](https://a.b/c.png)'],
  ['recipe r { prompt: "a <|>wall" }', ''],
  ['data d from "a/<|>b"', ''],
  ['class a "x" \n <|> \n class b "y"', ''],
];

describe('hover', () => {
  for (const [marked, said] of cases) {
    it(JSON.stringify(marked), () => {
      const { text, offset } = cursorIn(marked);
      const markdown = hoverAt(createDocument('a.vlprompt', text), offset)?.markdown ?? '';
      if (said === '') assert.equal(markdown, '');
      else assert.ok(markdown.includes(said), markdown);
    });
  }
});
