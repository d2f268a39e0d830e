import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import type { EvaluationPlan, Plan, RecipePlan } from '../../../src/language/plan/plan.ts';

function planOf(text: string, file = 'folder/a.vlprompt'): Plan {
  const document = createDocument(file, text);
  return buildPlan(document, checkText);
}

function recipeOf(text: string): RecipePlan {
  return planOf(text).recipes[0] ?? assert.fail('no recipe');
}

function evaluationOf(text: string): EvaluationPlan {
  return planOf(text).evaluations[0] ?? assert.fail('no evaluation');
}

const CLASSES = 'class a "one" { also: "uno", "un" negative: "zero" } class b "two"\n';

describe('the plan', () => {
  it('of an example is this', () => {
    const golden = new URL('./plan.golden.json', import.meta.url);
    const text = readFileSync(new URL('./plan.example.vlprompt', import.meta.url), 'utf8');
    assert.deepEqual(planOf(text, 'example.vlprompt'), JSON.parse(readFileSync(golden, 'utf8')));
  });

  it('is the same each time', () => {
    const text = `${CLASSES}recipe r { prompt: "\${class} {a|b|c}" images: 5 guidance: [1, 3] }`;
    assert.deepEqual(planOf(text), planOf(text));
  });

  it('survives JSON', () => {
    const plan = planOf(`${CLASSES}recipe r { prompt: "\${class}" } evaluate e { on: r expect accuracy > 1% }`);
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
  });
});

describe('the judging of a recipe', () => {
  const recipe = 'recipe r { prompt: "${class}" }\n';
  const judgingOf = (text: string) => {
    const { model, classes } = recipeOf(text).judging ?? assert.fail('no judging');
    return [model.spec, classes.map(({ name, prompts }) => [name, ...prompts.map(({ text }) => text)])];
  };
  const starter = { kind: 'starter', name: 'clip' };

  it('is that of the evaluation that judges it', () => {
    const first = 'evaluate first { on: d prompt: "real ${class}" }\n';
    const judging = 'model m = "./m" evaluate e { on: r model: m prompt: "drawn ${class}" }\n';
    assert.deepEqual(judgingOf(`${CLASSES}data d from "d"\n${recipe}${first}${judging}`), [
      { kind: 'folder', path: 'folder/m' },
      [
        ['a', 'drawn one', 'drawn uno', 'drawn un'],
        ['b', 'drawn two'],
      ],
    ]);
  });

  it('is else that of the first evaluation that tells all of its classes apart', () => {
    const narrow = 'class c "three"\nevaluate narrow { on: d classes: a, c prompt: "narrow ${class}" }\n';
    const wide = 'evaluate wide { on: d classes: a, b prompt: "wide ${class}" }\n';
    const small = 'recipe r { prompt: "${class}" classes: a, b }\n';
    assert.deepEqual(judgingOf(`${CLASSES}data d from "d"\n${small}${narrow}${wide}`), [
      starter,
      [
        ['a', 'wide one', 'wide uno', 'wide un'],
        ['b', 'wide two'],
      ],
    ]);
  });

  it('is else the usual judge, which reads the classes of its rows in the usual prompt', () => {
    assert.deepEqual(judgingOf(`${CLASSES}recipe r { prompt: "\${class}" classes: b }`), [
      starter,
      [['b', 'a photo of a two']],
    ]);
    assert.deepEqual(judgingOf(`${CLASSES}recipe r { prompt: "a room" }`), [starter, []]);
  });
});

describe('the groups of an evaluation', () => {
  const groupsOf = (text: string) =>
    evaluationOf(`class a "one" class b "two" class c "three" { group: g } class d "four"\n${text}`).groups;

  it('hold classes that are judged, larger ones first', () => {
    assert.deepEqual(groupsOf('group h = a, b group g = h data x from "x" evaluate e { on: x }'), [
      { name: 'g', classes: ['a', 'b', 'c'] },
      { name: 'h', classes: ['a', 'b'] },
    ]);
  });

  it('that fold nothing, or everything, are left out', () => {
    assert.equal(groupsOf('group h = a group g = all data x from "x" evaluate e { on: x }'), undefined);
    assert.equal(groupsOf('group g = a, b data x from "x" evaluate e { on: x classes: a, d }'), undefined);
  });
});

describe('the plan of a recipe', () => {
  it('has a row for each class and a column for each value', () => {
    const { rows, columns, cells } = recipeOf(`${CLASSES}recipe r { prompt: "\${class}" guidance: [1, 3] images: 2 }`);
    assert.deepEqual(
      [rows.map((row) => row.class), columns.map((column) => column.label)],
      [
        ['a', 'b'],
        ['guidance 1', 'guidance 3'],
      ],
    );
    assert.deepEqual(
      cells.map((cell) => [cell.row, cell.column, cell.settings.guidance, cell.images.length]),
      [
        [0, 0, 1, 2],
        [0, 1, 3, 2],
        [1, 0, 1, 2],
        [1, 1, 3, 2],
      ],
    );
  });

  it('multiplies axes in the order written', () => {
    const { axes, columns } = recipeOf(
      'recipe r { prompt: "x" steps: 10..30 step 10 size: [64x64, 128x64] scheduler: euler }',
    );
    assert.deepEqual(
      axes.map((axis) => axis.name),
      ['steps', 'size'],
    );
    assert.deepEqual(
      columns.map((column) => column.values),
      [
        [10, '64x64'],
        [10, '128x64'],
        [20, '64x64'],
        [20, '128x64'],
        [30, '64x64'],
        [30, '128x64'],
      ],
    );
  });

  it('has one row without a class when the prompt names none', () => {
    assert.deepEqual(recipeOf(`${CLASSES}recipe r { prompt: "a wall" }`).rows, [{ label: '' }]);
  });

  it('draws only the classes it names, groups opened, each once', () => {
    const text = `${CLASSES}class c "three" group g = c, a recipe r { prompt: "\${class}" classes: g, a }`;
    assert.deepEqual(
      recipeOf(text).rows.map((row) => row.class),
      ['c', 'a'],
    );
  });

  it('counts seeds up from the seed of the column', () => {
    const { cells } = recipeOf('recipe r { prompt: "x" seed: [7, 100] images: 2 }');
    assert.deepEqual(
      cells.map((cell) => cell.images.map((image) => image.seed)),
      [
        [7, 8],
        [100, 101],
      ],
    );
  });

  it('draws the caption, and keeps out what recipe and class keep out', () => {
    const { cells } = recipeOf(`${CLASSES}recipe r { prompt: "a \${class}" negative: "blurry" }`);
    assert.deepEqual(
      cells.map((cell) => cell.images.map(({ prompt, negative }) => [prompt, negative])),
      [[['a one', 'blurry, zero']], [['a two', 'blurry']]],
    );
  });

  it('gives all classes and columns of an image the same choices', () => {
    const { cells } = recipeOf(`${CLASSES}recipe r { prompt: "\${class} {p|q|r|s}" images: 9 guidance: [1, 3] }`);
    const choices = cells.map((cell) => cell.images.map((image) => image.prompt.split(' ')[1]));
    for (const row of choices) assert.deepEqual(row, choices[0]);
  });

  it('takes the defaults of its model', () => {
    const own = recipeOf('model m = "hf:owner/name@abc" recipe r { prompt: "x" model: m }');
    const starter = recipeOf('recipe r { prompt: "x" }');
    assert.deepEqual(
      [starter.model.spec, starter.cells[0]?.settings],
      [
        { kind: 'starter', name: 'diffusion' },
        { steps: 20, scheduler: 'ddim', guidance: 3, width: 64, height: 64 },
      ],
    );
    assert.deepEqual(
      [own.model.spec, own.cells[0]?.settings],
      [
        { kind: 'hub', repository: 'owner/name', revision: 'abc' },
        { steps: 20, scheduler: 'auto', guidance: 7.5, width: 512, height: 512 },
      ],
    );
  });

  it('finds a model’s folder from the file', () => {
    assert.deepEqual(recipeOf('model m = "../models/m" recipe r { prompt: "x" model: m }').model.spec, {
      kind: 'folder',
      path: 'models/m',
    });
  });

  const keys = (text: string) => recipeOf(text).cells.flatMap((cell) => cell.images.map((image) => image.key));
  const base = 'recipe r { prompt: "x" seed: 1 images: 2 steps: 20 negative: "n" }';

  for (const [from, to] of [
    ['"x"', '"y"'],
    ['seed: 1', 'seed: 9'],
    ['steps: 20', 'steps: 21'],
    ['"n"', '"m"'],
    ['images: 2', 'images: 2 size: 128x64'],
    ['images: 2', 'images: 2 scheduler: euler'],
    ['images: 2', 'images: 2 guidance: 4'],
    ['images: 2', 'images: 2 rescale: 0.7'],
    ['images: 2', 'images: 2 noise: philox'],
    ['images: 2', 'images: 2 scheduler: auto'],
    ['images: 2', 'images: 2 init: "a.png"'],
    ['images: 2', 'images: 2 init: s } recipe s { prompt: "x"'],
    ['images: 2', 'images: 2 init: d } data d from "d" { role: pool } recipe s { prompt: "x"'],
    ['recipe r {', 'model m = "starter/diffusion" { adapter: "a.safetensors" } recipe r { model: m '],
  ] as const) {
    it(`has other keys when ${from} becomes ${to}`, () => {
      const before = new Set(keys(base));
      assert.ok(keys(base.replace(from, to)).every((key) => !before.has(key)));
    });
  }

  for (const [from, to] of [
    ['recipe r', '// moved\n recipe other'],
    ['images: 2', 'images: 2 guidance: 3'],
    ['prompt: "x"', 'model: m prompt: "x"'],
    ['images: 2', 'images: 2 rescale: 0 noise: cpu strength: 0.5'],
    ['recipe r {', 'model n = "starter/diffusion" { precision: int8 provider: cpu } recipe r { model: n '],
    ['"x"', '"{x}"'],
  ] as const) {
    it(`keeps its keys when ${JSON.stringify(from)} becomes ${JSON.stringify(to)}`, () => {
      assert.deepEqual(keys(`model m = "starter/diffusion" ${base.replace(from, to)}`), keys(base));
    });
  }

  it('keeps the keys of images that an edit does not touch', () => {
    const before = `${CLASSES}recipe r { prompt: "\${class} on {sand|snow}" images: 8 }`;
    const after = before.replace('snow', 'ice');
    const images = (text: string) => recipeOf(text).cells.flatMap((cell) => cell.images);
    images(before).forEach((image, index) => {
      assert.equal(image.key === images(after)[index]?.key, image.prompt.endsWith('sand'));
    });
  });
});

describe('the plan of an evaluation', () => {
  const head = `${CLASSES}data d from "real"\n`;

  it('reads every caption in every line, variants spelled out', () => {
    const { classes } = evaluationOf(
      `${head}template t { "a \${class}" "{big|small} \${class}" } evaluate e { on: d prompt: t }`,
    );
    assert.deepEqual(
      classes.map(({ prompts }) => prompts.map((prompt) => prompt.text)),
      [
        ['a one', 'big one', 'small one', 'a uno', 'big uno', 'small uno', 'a un', 'big un', 'small un'],
        ['a two', 'big two', 'small two'],
      ],
    );
  });

  it('reads “a photo of a …” when nothing else is said', () => {
    assert.deepEqual(
      evaluationOf(`${head}evaluate e { on: d }`).classes[1]?.prompts.map((prompt) => prompt.text),
      ['a photo of a two'],
    );
  });

  it('judges on data and on recipes', () => {
    const { on } = evaluationOf(`${head}recipe r { prompt: "\${class}" } evaluate e { on: r, d }`);
    assert.deepEqual(
      on.map((source) => [source.kind, source.kind === 'data' ? source.data.path : source.recipe.name]),
      [
        ['recipe', 'r'],
        ['data', 'folder/real'],
      ],
    );
  });

  it('has its statements as plain data', () => {
    const { statements } = evaluationOf(
      `${head}evaluate e { on: d expect accuracy >= 85 % on lower bound check confusion( a->b ) < 0.2 }`,
    );
    assert.deepEqual(
      statements.map(({ span, ...statement }) => statement),
      [
        {
          kind: 'expect',
          metric: { name: 'accuracy' },
          operator: '>=',
          value: 0.85,
          bound: 'lower',
          text: 'expect accuracy >= 85% on lower bound',
        },
        {
          kind: 'check',
          metric: { name: 'confusion', actual: 'a', predicted: 'b' },
          operator: '<',
          value: 0.2,
          bound: 'value',
          text: 'check confusion(a -> b) < 0.2',
        },
      ],
    );
  });

  it('has a key of what it says and not of where it says it', () => {
    const text = `${head}evaluate e { on: d expect accuracy > 50% }`;
    const key = (changed: string) => evaluationOf(changed).key;
    assert.equal(key(`\n// moved\n${text}`), key(text));
    for (const [from, to] of [
      ['"two"', '"deux"'],
      ['50%', '60%'],
      ['"real"', '"other"'],
      ['expect', 'check'],
      ['on: d', 'on: d prompt: "${class}"'],
    ] as const) {
      assert.notEqual(key(text.replace(from, to)), key(text), to);
    }
  });
});

describe('what carries an error', () => {
  const names = (plan: Plan) =>
    [...plan.classes, ...plan.data, ...plan.recipes, ...plan.evaluations].map((each) => each.name);

  it('is left out, and so is what depends on it', () => {
    const text = `${CLASSES}data d from "x" recipe bad { prompt: "\${class}" steps: 0 } recipe good { prompt: "\${class}" } evaluate e { on: bad, d } evaluate f { on: good }`;
    assert.deepEqual(names(planOf(text)), ['a', 'b', 'd', 'good', 'f']);
  });

  it('is left out of “all”', () => {
    assert.deepEqual(
      recipeOf(`${CLASSES}class c recipe r { prompt: "\${class}" }`).rows.map((row) => row.class),
      ['a', 'b'],
    );
  });

  it('takes a syntax error for itself alone', () => {
    assert.deepEqual(names(planOf(`${CLASSES}recipe bad { prompt "x" }\nrecipe good { prompt: "x" }`)), [
      'a',
      'b',
      'good',
    ]);
  });
});

describe('a policy of reviewers', () => {
  it('is one of four kinds, and none where none is written', () => {
    const policyOf = (written: string) =>
      planOf(`${CLASSES}recipe r { prompt: "x" } curate c { from: r ${written} }`).curations?.[0]?.policy;
    assert.equal(policyOf(''), undefined);
    assert.deepEqual(policyOf('policy: any-reject'), { kind: 'any-reject' });
    assert.deepEqual(policyOf('policy: majority'), { kind: 'majority' });
    assert.deepEqual(policyOf('reviewers: ann, bob, cy policy: 2 of  3'), { kind: 'n-of-m', least: 2, of: 3 });
    assert.deepEqual(policyOf('policy: adjudicator "Dr. Zoe"'), { kind: 'adjudicator', reviewer: 'Dr. Zoe' });
  });
});
