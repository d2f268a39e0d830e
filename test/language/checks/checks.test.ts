import assert from 'node:assert/strict';
import { checkAll } from '../../../src/language/checks/check.ts';
import { type DiagnosticCode, diagnosticCodes } from '../../../src/language/diagnostics/codes.ts';
import { createDocument } from '../../../src/language/document.ts';

const CLASSES = 'class a "one" { attribute.look: "l" } class b "two" { attribute.look: "m" }\n';
const RECIPE = `${CLASSES}recipe r { prompt: "\${class}" }\n`;
const DATA = `${CLASSES}data holdout from "data"\n`;

/** What is wrong stands between ⟦ and ⟧; a text without marks is good. */
const cases: { readonly [C in DiagnosticCode]?: readonly string[] } = {
  syntax: ['class a "a" ⟦=⟧ class b "b"', 'class a "a"⟦§⟧', '⟦nonsense⟧'],
  'open-string': ['class a ⟦"one⟧'],
  'open-comment': ['class a "a" ⟦/* and so on⟧', 'class a "a" ⟦/*/⟧'],
  'empty-file': ['⟦⟧', '⟦// only a comment\n⟧'],
  unsupported: [
    `${DATA}evaluate e { on: holdout method: ⟦gcpl⟧ }`,
    `${DATA}evaluate e { on: holdout expect ⟦density⟧ >= 0.1 }`,
    `${DATA}evaluate e { on: holdout expect ⟦cmmd⟧(holdout) <= 2.5 }`,
    `${DATA}evaluate e { on: holdout expect ⟦coverage⟧ > 0.5 }`,
  ],
  'not-run-yet': [
    'data few from "few" { role: shots } class a "a" class b "b" ⟦learn⟧ l { method: tip-adapter shots: few 16 per class rate: 1e-3 flip: false }',
    '⟦benchmark⟧ x from "y" { format: winoground licence: "theirs" }',
  ],
  'missing-colon': ['recipe r { prompt: "x" ⟦steps⟧ = 20 }', 'recipe r { ⟦prompt⟧ "x" }', 'class a "x" { ⟦also⟧ "y" }'],
  'not-an-axis': ['recipe r { prompt: "x" guidance: [1, 3] steps: 20 zip(guidance, ⟦steps⟧) }'],
  'zip-length': ['recipe r { prompt: "x" guidance: [1, 3] steps: [10, 20, 30] ⟦zip(guidance, steps)⟧ }'],
  'zip-repeated': [
    'recipe r { prompt: "x" guidance: [1, 3] steps: [10, 20] seed: [1, 2] zip(guidance, steps) zip(seed, ⟦steps⟧) }',
  ],
  'all-skipped': ['recipe r { prompt: "x" guidance: [1, 3] ⟦skip where guidance < 5⟧ }'],
  'unknown-field': [
    'recipe r { prompt: "x" guidance: [1, 3] skip where ⟦guidence⟧ > 1 }',
    'recipe r { prompt: "x" guidance: [1, 3] skip where not (⟦score⟧ > 1 or steps < 3) }',
  ],
  'wrong-comparison': [
    'recipe r { prompt: "x" guidance: [1, 3] skip where guidance > ⟦"high"⟧ }',
    'recipe r { prompt: "x" guidance: [1, 3] skip where guidance ⟦==⟧ 1 }',
    'recipe r { prompt: "x" guidance: [1, 3] skip where guidance = ⟦[1, 3]⟧ }',
    'recipe r { prompt: "x" size: [64x64, 128x64] skip where size ⟦>⟧ 64x64 }',
    'recipe r { prompt: "x" guidance: [1, 3] skip where guidance in ⟦1⟧ }',
    `${CLASSES}recipe r { prompt: "\${class}" skip where class ⟦<⟧ a }`,
  ],
  'missing-name': ['⟦class⟧ "words"', '⟦recipe⟧ { prompt: "x" }'],
  'duplicate-name': ['class a "one" template ⟦a⟧ { "x" }'],
  'reserved-name': ['class ⟦all⟧ "x"'],
  'unknown-name': [
    'recipe r { prompt: ⟦photo⟧ }',
    'recipe r { prompt: "x" model: ⟦painter⟧ }',
    'recipe r { prompt: "${⟦words⟧}" }',
    'template t { "{a|${⟦words⟧}}" } recipe r { prompt: t }',
    `${RECIPE}evaluate e { on: ⟦holdout⟧ }`,
    `${RECIPE}evaluate e { on: r expect recall(⟦c⟧) >= 60% }`,
    `${CLASSES}group g = a, ⟦c⟧`,
  ],
  'wrong-kind': [
    `${CLASSES}recipe r { prompt: ⟦a⟧ }`,
    `${RECIPE}evaluate e { on: r classes: ⟦r⟧ }`,
    `${RECIPE}evaluate e { on: ⟦a⟧ }`,
    `${RECIPE}evaluate e { on: r check confusion(a -> ⟦r⟧) < 10% }`,
  ],
  circular: [
    'class a "x" group ⟦g⟧ = a, g',
    'let ⟦w⟧ = "x ${w}" recipe r { prompt: "q" }',
    'class a "one ⟦${class}⟧"',
    'class a "one" { also: "⟦${class.attribute.look}⟧" attribute.look: "x" }',
    'recipe ⟦r⟧ { prompt: "x" init: r }',
    'recipe ⟦r⟧ { prompt: "x" init: "a.png" mask: r }',
  ],
  'unknown-setting': [
    'recipe r { prompt: "x" ⟦cfg_scale⟧: 7 }',
    'recipe r { prompt: "x" ⟦step⟧: 20 }',
    'class a "x" { ⟦colour⟧: "red" }',
    'recipe r { prompt: "x" ⟦constructor⟧: 3 }',
  ],
  'duplicate-setting': ['recipe r { prompt: "x" steps: 20 ⟦steps⟧: 30 }'],
  'missing-setting': ['⟦recipe⟧ r { }', `${CLASSES}⟦evaluate⟧ e { }`],
  'missing-value': ['recipe r { prompt: "x" ⟦steps⟧: }', 'recipe r { prompt: "x" ⟦guidance⟧: [] }'],
  'wrong-type': [
    `${RECIPE}curate train { from: r policy: ⟦adjudicator⟧ }`,
    `${RECIPE}curate train { from: r policy: ⟦majority 2⟧ }`,
    `${RECIPE}curate train { from: r policy: ⟦2⟧ }`,
    `${RECIPE}curate train { from: r blind: ⟦"yes"⟧ }`,
    `${RECIPE}curate train { from: r policy: 2 of 3 reasons: blurred, "extra limbs", ⟦3⟧ blind: false }`,
    'recipe r { prompt: "x" steps: ⟦2.5⟧ }',
    'recipe r { prompt: "x" steps: ⟦many⟧ }',
    'recipe r { prompt: "x" size: ⟦64⟧ }',
    'recipe r { prompt: ⟦3⟧ }',
    'recipe r { prompt: "x" guidance: [1, ⟦64x64⟧] }',
    'recipe r { prompt: "x" guidance: ⟦9..1⟧ }',
    'class a "x" { also: ⟦"y" "z"⟧ }',
    `${DATA}evaluate e { on: holdout expect accuracy >= ⟦"high"⟧ }`,
  ],
  'out-of-range': [
    `${RECIPE}curate train { from: r policy: ⟦3 of 2⟧ }`,
    `${RECIPE}curate train { from: r reviewers: ann, bob ⟦policy: 2 of 3⟧ }`,
    'recipe r { prompt: "x" steps: ⟦0⟧ }',
    'recipe r { prompt: "x" size: ⟦65x64⟧ }',
    'recipe r { prompt: "x" seed: [1, ⟦-1⟧] }',
    'recipe r { prompt: "x" rescale: ⟦1.1⟧ }',
    'recipe r { prompt: "x" init: "a.png" strength: [0.5, ⟦2⟧] }',
    `recipe r0 { prompt: "x" } ${Array.from({ length: 8 }, (_, i) => `recipe r${i + 1} { prompt: "x" init: r${i} }`).join(' ')} recipe r9 { prompt: "x" ⟦init: r8⟧ }`,
    `${DATA}evaluate e { on: holdout expect accuracy >= ⟦85⟧ }`,
  ],
  'unknown-value': [
    `${RECIPE}curate train { from: r policy: ⟦majorty⟧ }`,
    'recipe r { prompt: "x" scheduler: ⟦eular⟧ }',
    `${CLASSES}data d from "x" { role: ⟦test⟧ }`,
  ],
  'too-many-values': ['recipe r { prompt: "x" images: ⟦[2, 3]⟧ }', 'class a "a" { negative: ⟦"a", "b"⟧ }'],
  'unbracketed-list': ['recipe r { prompt: "x" guidance: ⟦1, 3⟧ }'],
  misplaced: [
    'template t { "x" ⟦steps: 3⟧ } recipe r { prompt: t }',
    'recipe r { prompt: "x" } class c "x" { ⟦"y"⟧ }',
    'recipe r { prompt: "x" ⟦expect accuracy > 3%⟧ }',
    'class c "x" { ⟦keep where a = 3⟧ }',
  ],
  'missing-caption': ['class ⟦a⟧', 'class ⟦a⟧ { also: "x" }'],
  'empty-text': [
    'class a ⟦""⟧',
    'template t { ⟦"  "⟧ } recipe r { prompt: t }',
    'recipe r { prompt: ⟦""⟧ }',
    'data d from ⟦""⟧',
    'recipe r { prompt: "x" init: ⟦""⟧ }',
  ],
  'duplicate-caption': ['class a "One" class b ⟦"one"⟧'],
  'empty-template': ['template ⟦t⟧ { }', 'template ⟦t⟧'],
  'empty-group': ['group ⟦g⟧', 'group ⟦g⟧ = "a"'],
  'no-classes': ['⟦recipe⟧ r { prompt: "${class}" }', 'data d from "x" ⟦evaluate⟧ e { on: d }'],
  'too-few-classes': ['class a "one" data d from "x" ⟦evaluate⟧ e { on: d }'],
  'missing-part': [
    'model ⟦m⟧',
    'let ⟦l⟧',
    'data ⟦d⟧',
    `${DATA}evaluate e { on: holdout ⟦expect⟧ }`,
    `${DATA}evaluate e { on: holdout ⟦expect accuracy⟧ }`,
    `${DATA}evaluate e { on: holdout ⟦expect accuracy >=⟧ }`,
    `${DATA}evaluate e { on: holdout expect accuracy ⟦!=⟧ 3% }`,
    `${DATA}evaluate e { on: holdout ⟦expect accuracy >= 3% on middle bound⟧ }`,
    `${DATA}evaluate e { on: holdout ⟦expect accuracy >= 3% on lower⟧ }`,
  ],
  'unknown-model': [
    'model m = ⟦"starter/clap"⟧',
    'model m = ⟦"clip"⟧',
    'model m = ⟦"hf:clip"⟧',
    'model m = ⟦"../../../m"⟧',
  ],
  'undownloaded-model': [
    'model m = ⟦"hf:owner/name"⟧',
    'model m = ⟦"hf:owner/name@v1"⟧ { precision: fp16 provider: cpu }',
  ],
  'no-steps-left': [
    'recipe r { prompt: "x" init: "a.png" ⟦strength: 0⟧ }',
    'recipe r { prompt: "x" init: "a.png" ⟦steps: 1⟧ }',
    'recipe r { prompt: "x" init: "a.png" steps: [10, 2] ⟦strength: [0.3, 1]⟧ }',
  ],
  leak: ['data d from "data" recipe r { prompt: "x" init: ⟦d⟧ }'],
  'needs-init': ['recipe r { prompt: "x" ⟦strength⟧: 0.5 }', 'recipe r { prompt: "x" ⟦mask⟧: "m.png" }'],
  'init-without-image': [
    `${CLASSES}recipe s { prompt: "\${class}" classes: a } recipe r { prompt: "\${class}" ⟦init: s⟧ }`,
    `${CLASSES}recipe s { prompt: "\${class}" skip where class = b } recipe r { prompt: "\${class}" init: "a.png" ⟦mask: s⟧ }`,
  ],
  'missing-file': ['recipe r { prompt: "x" init: ⟦"lost.png"⟧ }'],
  'wrong-file': [
    'recipe r { prompt: "x" init: ⟦"start.gif"⟧ }',
    'model m = "starter/diffusion" { adapter: "a.safetensors", ⟦"b.bin"⟧ }',
  ],
  'wrong-model': [
    'model m = "starter/clip" recipe r { prompt: "x" model: ⟦m⟧ }',
    `model m = "starter/diffusion" ${DATA}evaluate e { on: holdout model: ⟦m⟧ }`,
  ],
  'missing-folder': ['data d from ⟦"missing"⟧'],
  'missing-class-folder': [
    `${CLASSES}class lost "three" data d from ⟦"data"⟧ evaluate e { on: d }`,
    `${CLASSES}class lost "three" data d from ⟦"data"⟧ { role: pool } recipe r { prompt: "\${class}" init: d }`,
  ],
  'path-outside-workspace': [
    'recipe r { prompt: "x" init: ⟦"../../a.png"⟧ }',
    'data d from ⟦"../../x"⟧',
    'data d from ⟦"/etc"⟧',
    'data d from ⟦"C:/x"⟧',
  ],
  'prompt-syntax': [
    'recipe r { prompt: "a ⟦{⟧b|c" }',
    'recipe r { prompt: "a b⟦}⟧" }',
    `${CLASSES}recipe r { prompt: "a ⟦\${class⟧" }`,
    `recipe r { prompt: "${'{a|'.repeat(32)}⟦{b|c}${'}'.repeat(32)}⟧" }`,
  ],
  'prompt-brackets': [
    'recipe r { prompt: "a (cat:⟦1..2⟧) b" }',
    'recipe r { prompt: "a ⟦(⟧cat" }',
    'recipe r { prompt: "a cat⟦)⟧" }',
    'recipe r { prompt: "a ⟦[cat:1.2]⟧" }',
    'recipe r { prompt: "[a:b:⟦50⟧]" steps: [10, 20] }',
    'recipe r { prompt: "⟦[a:b:0.5]⟧" emphasis: comfy }',
    `${CLASSES}recipe r { prompt: "\${class}" negative: "(bad:⟦12⟧)" }`,
  ],
  'bad-weight': [
    'recipe r { prompt: "{⟦x::⟧a|b}" }',
    'recipe r { prompt: "⟦{0::a|0::b}⟧" }',
    'recipe r { prompt: "{⟦-1::⟧a|b}" }',
  ],
  'single-option': ['recipe r { prompt: "⟦{a}⟧" }'],
  'never-chosen': ['recipe r { prompt: "{⟦0::a⟧|b}" }'],
  'unknown-escape': ['recipe r { prompt: "a⟦\\q⟧" }'],
  'bad-count': ['recipe r { prompt: "{⟦2-1⟧$$a|b|c}" }'],
  'large-count': ['recipe r { prompt: "{⟦4⟧$$a|b}" }', 'wildcard w { "a" "b" } recipe r { prompt: "{⟦3⟧$$__w__}" }'],
  'extra-network': ['recipe r { prompt: "a ⟦<lora:foo__bar:1>⟧" }'],
  'unknown-wildcard': ['wildcard colour { "red" } recipe r { prompt: "__colour__ __⟦colr⟧__" }'],
  'empty-wildcard': ['wildcard w { } recipe r { prompt: "__⟦w⟧__" }'],
  'judge-setting': [`${DATA}evaluate e { on: holdout prompt: "\${class} \${⟦guidance⟧}" }`],
  'judge-attention': [
    `${DATA}evaluate e { on: holdout prompt: "⟦(\${class}:1.2)⟧" }`,
    `${DATA}evaluate e { on: holdout prompt: "\${class} ⟦[red:blue:0.5]⟧" }`,
    `${DATA}evaluate e { on: holdout prompt: "\${class} ⟦[red|blue]⟧" }`,
    `${DATA}evaluate e { on: holdout prompt: "\${class} ⟦BREAK⟧ red" }`,
    `${DATA}evaluate e { on: holdout prompt: t } template t { "\${class} ⟦[dim]⟧" }`,
    `${DATA}evaluate e { on: holdout prompt: ⟦t⟧ } template t { "\${class} [dim]" } recipe r { prompt: t }`,
    `${DATA}evaluate e { on: holdout prompt: "\${class} \${w}" } let w = "⟦(bright)⟧"`,
  ],
  'unused-weights': [
    'recipe r { prompt: "x ⟦{2::a|b}⟧" expand: all }',
    `${DATA}evaluate e { on: holdout prompt: "\${class} ⟦{2::a|b}⟧" }`,
  ],
  'missing-attribute': [
    'class a "x" { attribute.look: "l" } class b "y" recipe r { prompt: "${⟦class.attribute.look⟧}" }',
    `${DATA}evaluate e { on: holdout prompt: "\${class} \${⟦class.attribute.size⟧}" }`,
  ],
  'prompt-without-class': [`${DATA}evaluate e { on: holdout prompt: ⟦"a photo"⟧ }`],
  'recipe-without-class': [`${CLASSES}recipe r { prompt: "x" } evaluate e { on: ⟦r⟧ }`],
  'too-many-prompts': [`${DATA}evaluate e { on: holdout ⟦prompt: "\${class} ${'{a|b}'.repeat(10)}"⟧ }`],
  'prompt-too-large': [`let w = "${'x'.repeat(6000)}" recipe r { ⟦prompt: "\${w}\${w}"⟧ }`],
  'file-too-large': [
    `let w = "${'x'.repeat(6000)}" recipe ⟦r⟧ { prompt: "\${w}" images: 10000 }`,
    `recipe ⟦r⟧ { prompt: "${'{3$$a|b|c|d}'.repeat(100)}" images: 9000 }`,
    `class a "a" class b "b" recipe r { prompt: "\${class}" images: 5000 } ${[...'stuvwxyzABCDEFG'].map((name) => `evaluate ${name} { on: r }`).join(' ')} recipe q { prompt: "\${class}" } evaluate ⟦e⟧ { on: r } evaluate f { on: q }`,
  ],
  'too-many-images': ['recipe ⟦r⟧ { prompt: "x" images: 101 seed: 1..100 }'],
  'unknown-metric': [
    `${DATA}evaluate e { on: holdout expect ⟦acuracy⟧ >= 3% }`,
    `${DATA}evaluate e { on: holdout expect ⟦constructor⟧ >= 3% }`,
  ],
  'metric-arguments': [
    `${DATA}evaluate e { on: holdout expect ⟦recall⟧ >= 3% }`,
    `${DATA}evaluate e { on: holdout expect ⟦accuracy(a)⟧ >= 3% }`,
    `${DATA}evaluate e { on: holdout expect ⟦confusion(a)⟧ >= 3% }`,
  ],
  'class-not-judged': [`${DATA}class c "three" evaluate e { on: holdout classes: a, b expect recall(⟦c⟧) >= 3% }`],
};

/** Tested where they arise: when a file is opened, in several files, in wildcard files. */
const elsewhere: readonly DiagnosticCode[] = [
  'split-sum',
  'repeated-value',
  'file-unreadable',
  'prompt-too-long',
  'unused',
  'unknown-import',
  'circular-import',
  'broken-import',
  'empty-wildcard-file',
  'wildcard-interpolation',
  'wildcard-key',
  'wildcard-shape',
  'wildcard-syntax',
  'wildcard-too-large',
  'duplicate-value',
];

async function check(text: string) {
  const document = createDocument('folder/a.vlprompt', text);
  const { problems } = await checkAll(document, {
    folderExists: async (path) => path !== 'folder/missing' && !path.endsWith('/lost'),
    fileExists: async (path) => path !== 'folder/lost.png',
    isDownloaded: async () => false,
  });
  return problems.filter((found) => found.code !== 'unused');
}

describe('a check', () => {
  for (const [code, texts] of Object.entries(cases)) {
    for (const marked of texts) {
      it(`finds ${code}: ${marked.slice(0, 90)}`, async () => {
        const found = await check(marked.replace('⟦', '').replace('⟧', ''));
        const start = marked.indexOf('⟦');
        const at = { start, end: marked.indexOf('⟧') - 1 };
        assert.deepEqual(
          found.map(({ code: found, at: { start, end }, severity }) => [found, { start, end }, severity]),
          [[code, at, diagnosticCodes[code as DiagnosticCode].severity]],
        );
      });
    }
  }

  it('of every code has a case', () => {
    const tested = [...Object.keys(cases), ...elsewhere].sort();
    assert.deepEqual(tested, Object.keys(diagnosticCodes).sort());
  });

  it('says one sentence, with what was written in it', async () => {
    const [found] = await check('recipe r { prompt: "x" steps: 2000 }');
    assert.equal(found?.message, '`steps` takes a whole number from 1 to 1000; `2000` is beyond that.');
    const [outside] = await check('model m = "../../../m"');
    assert.match(outside?.message ?? '', /^“..\/..\/..\/m” names no model, as it leads out of the workspace/);
  });

  const good: readonly string[] = [
    RECIPE,
    'class a "one" recipe r { prompt: "x", "y" guidance: [1] negative: "" }',
    'let w = "a {b|c}" let n = 3 let l = [1, 3] recipe r { prompt: "${w}" steps: n guidance: l negative: w }',
    'template t { "x" } let w = "y" recipe r { prompt: t, w }',
    'class a "say \\"hi\\" \\{ \\u{1F45F}" recipe r { prompt: """\n  a\n  b\n""" }',
    `${DATA}evaluate e { on: holdout expect accuracy >= 0.5 on lower bound check f1(a) > 10 % }`,
    `${CLASSES}group g = a group h = g, b recipe r { prompt: "\${class}" classes: h }`,
    `${CLASSES}recipe s { prompt: "x" } recipe r { prompt: "\${class}" init: s mask: "m.webp" strength: [0.1, 1] rescale: 0..1 step 0.5 noise: philox scheduler: auto }`,
    `${CLASSES}recipe s { prompt: "\${class}" } recipe r { prompt: "x" init: s }`,
    'data d from "data" recipe r { prompt: "x ${strength} ${rescale}" init: "a.png" mask: d steps: [2, 10] strength: [1, 0.1] zip(steps, strength) }',
    'let start = "a.png" recipe base { prompt: "x" init: start } recipe r { extends: base strength: 0.3 }',
  ];
  for (const text of good)
    it(`finds nothing: ${text.slice(0, 90)}`, async () => assert.deepEqual(await check(text), []));

  it('hints at what is not used', async () => {
    const document = createDocument('a.vlprompt', 'class a "x" let w = "y" group g = a template t { "z" }');
    const { problems } = await checkAll(document, { folderExists: async () => true });
    assert.deepEqual(
      problems.map((found) => [found.code, found.severity, document.text.slice(found.at.start, found.at.end)]),
      [
        ['unused', 'hint', 'w'],
        ['unused', 'hint', 'g'],
        ['unused', 'hint', 't'],
      ],
    );
  });
});

describe('a fix', () => {
  const fixes: readonly (readonly [string, string])[] = [
    ['class shirt "x" group g = shrit', 'class shirt "x" group g = shirt'],
    ['recipe r { prompt: "x" guidence: 3 }', 'recipe r { prompt: "x" guidance: 3 }'],
    ['recipe r { prompt: "x" scheduler: eular }', 'recipe r { prompt: "x" scheduler: euler }'],
    ['recipe r { prompt: "x" guidance: 1, 3 }', 'recipe r { prompt: "x" guidance: [1, 3] }'],
    ['class a "one', 'class a "one"'],
    ['recipe r { prompt: "a}" }', 'recipe r { prompt: "a\\}" }'],
    ['model m = "starter/clop"', 'model m = "starter/clip"'],
    [`${DATA}evaluate e { on: holdout expect acuracy > 3% }`, `${DATA}evaluate e { on: holdout expect accuracy > 3% }`],
  ];
  for (const [wrong, right] of fixes) {
    it(`mends ${wrong.slice(-50)}`, async () => {
      const found = (await check(wrong)).find((problem) => problem.fix);
      const { at, text } = found?.fix ?? assert.fail('no fix');
      assert.equal(wrong.slice(0, at.start) + text + wrong.slice(at.end), right);
    });
  }
});
