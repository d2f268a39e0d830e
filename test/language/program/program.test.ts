/** @file Files that import each other: what names mean in each of them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkAll, checkText } from '../../../src/language/checks/check.ts';
import { documentOf, documentsOf, type PromptDocument, spanOf } from '../../../src/language/document.ts';
import { Library } from '../../../src/language/program/library.ts';
import { complete, loadProgram } from '../../../src/language/program/load.ts';
import { classesIn, classesOf } from '../../../src/language/scope/classes.ts';
import { usesIn } from '../../../src/language/scope/uses.ts';
import { placeOf } from '../../../src/language/tree/places.ts';
import { programOf, sourcesOf } from './program-of.ts';

const folders = { folderExists: async () => true };

async function planOf(files: Record<string, string>) {
  const { plan, problems } = await checkAll(await programOf(files), folders);
  return { plan, errors: problems.filter((found) => found.severity === 'error').map((found) => found.message) };
}

function prompts({ plan }: Awaited<ReturnType<typeof planOf>>): string[] {
  return plan.recipes.flatMap((recipe) => recipe.cells.flatMap((cell) => cell.images.map((image) => image.prompt)));
}

describe('an import', () => {
  it('brings every name that the other file declares', async () => {
    const document = await programOf({
      'a.vlprompt': 'import "./b.vlprompt" class own "own"',
      'b.vlprompt': 'class b "b" let w = "w" template t { "t" }',
    });
    assert.deepEqual([...document.names.keys()], ['own', 'b', 'w', 't']);
    assert.deepEqual([...document.declared.keys()], ['own']);
  });

  it('brings only the names that it asks for', async () => {
    const document = await programOf({
      'a.vlprompt': 'import { w, b } from "b.vlprompt"',
      'b.vlprompt': 'class b "b" let w = "w" let x = "x"',
    });
    assert.deepEqual([...document.names.keys()], ['w', 'b']);
  });

  it('passes on nothing that the other file imports', async () => {
    const document = await programOf({
      'a.vlprompt': 'import "b.vlprompt"',
      'b.vlprompt': 'import "c.vlprompt" let b = "${c}"',
      'c.vlprompt': 'let c = "c"',
    });
    assert.deepEqual([...document.names.keys()], ['b']);
    assert.deepEqual([...documentsOf(document).keys()], ['a.vlprompt', 'b.vlprompt', 'c.vlprompt']);
  });

  it('is found from the folder of its own file', async () => {
    const { plan, errors } = await planOf({
      'recipes/a.vlprompt': 'import "../shared/b.vlprompt" recipe r { prompt: "${w}" }',
      'shared/b.vlprompt': 'import "deep/c.vlprompt" let w = "${c}!"',
      'shared/deep/c.vlprompt': 'let c = "far"',
    });
    assert.deepEqual([errors, plan.recipes[0]?.cells[0]?.images[0]?.prompt], [[], 'far!']);
  });

  it('leaves names to mean what they mean where they are written', async () => {
    const found = await planOf({
      'a.vlprompt': 'import { photo } from "b.vlprompt" let ground = "sand" class a "cat" recipe r { prompt: photo }',
      'b.vlprompt': 'let ground = "grass" template photo { "${class} on ${ground}" }',
    });
    assert.deepEqual([found.errors, prompts(found)], [[], ['cat on grass']]);
  });

  it('brings classes that `all` means, and that recipes draw', async () => {
    const found = await planOf({
      'a.vlprompt': 'import "b.vlprompt" class a "one" recipe r { prompt: "${class}" }',
      'b.vlprompt': 'import "c.vlprompt" class b "two" group g = b, c',
      'c.vlprompt': 'class c "three"',
    });
    assert.deepEqual(prompts(found), ['one', 'two']);
  });

  it('lets a group mean the classes of its own file', async () => {
    const document = await programOf({
      'a.vlprompt': 'import { g } from "b.vlprompt" recipe r { prompt: "${class}" classes: g }',
      'b.vlprompt': 'import "c.vlprompt" class b "two" group g = b, c',
      'c.vlprompt': 'class c "three"',
    });
    const [use] = usesIn(document).filter((each) => each.name === 'g' && each.by.keyword === 'recipe');
    assert.equal(use?.target && documentOf(document, use.target).file, 'b.vlprompt');
    const names = document.tree.declarations.flatMap((each) =>
      each.keyword === 'recipe' ? (each.body?.members ?? []) : [],
    );
    const setting = names.find((member) => member.$type === 'Setting' && member.key === 'classes');
    const atoms = setting?.$type === 'Setting' ? (setting.value?.items.flatMap((item) => item.atoms) ?? []) : [];
    const classes = classesOf(
      document,
      atoms.filter((atom) => atom.$type === 'Name'),
    );
    assert.deepEqual(
      classes.map((each) => each.name),
      ['b', 'c'],
    );
    assert.deepEqual(classesIn(document), []);
  });

  it('is told from a class that says its group', async () => {
    const document = await programOf({
      'a.vlprompt':
        'group tops = shirt class shirt "s" class coat "c" { group: tops } recipe r { prompt: "${class}" classes: tops }',
    });
    const { plan } = await checkAll(document, folders);
    assert.deepEqual(
      plan.recipes[0]?.rows.map((row) => row.class),
      ['shirt', 'coat'],
    );
  });

  it('gives sources the file that they stand in', async () => {
    const { plan } = await planOf({
      'a.vlprompt': 'import "b.vlprompt" recipe r { prompt: photo }',
      'b.vlprompt': '\n\ntemplate photo { "far" }',
    });
    const { file, start } = plan.recipes[0]?.cells[0]?.images[0]?.source ?? assert.fail('no image');
    assert.deepEqual([file, start.line], ['b.vlprompt', 2]);
  });

  it('breaks only what uses something broken', async () => {
    const files = {
      'a.vlprompt': 'import "b.vlprompt" recipe r { prompt: good } recipe s { prompt: bad } recipe t { prompt: "x" }',
      'b.vlprompt': 'template good { "fine" } template bad { "${nothing}" } recipe { ',
    };
    const { plan, problems } = await checkAll(await programOf(files), folders);
    assert.deepEqual(
      plan.recipes.map((recipe) => recipe.name),
      ['r', 't'],
    );
    assert.deepEqual(
      problems.map((found) => [found.code, found.severity]),
      [['broken-import', 'warning']],
    );
  });

  it('stays alive whatever the other file holds', async () => {
    const { plan } = await planOf({
      'a.vlprompt': 'import { w } from "b.vlprompt" recipe r { prompt: "${w}" }',
      'b.vlprompt': 'class }{ "§ recipe x { prompt: \nlet w = "still here"',
    });
    assert.deepEqual(plan.recipes[0]?.cells[0]?.images[0]?.prompt, 'still here');
  });
});

describe('files that import each other', () => {
  it('stand each for itself, and are told of', async () => {
    const document = await programOf({
      'a.vlprompt': 'import "b.vlprompt" class a "one" recipe r { prompt: "${w}" }',
      'b.vlprompt': 'import "a.vlprompt" let w = "words"',
    });
    const found = checkText(document).filter(({ severity }) => severity !== 'hint');
    assert.deepEqual(
      found.map(({ code }) => code),
      ['circular-import'],
    );
    assert.match(found[0]?.message ?? '', /a\.vlprompt → b\.vlprompt → a\.vlprompt/);
    const { plan } = await checkAll(document, folders);
    assert.equal(plan.recipes[0]?.cells[0]?.images[0]?.prompt, 'words');
  });

  it('may be a file that imports itself', async () => {
    const found = checkText(await programOf({ 'a.vlprompt': 'import "./a.vlprompt" class a "one"' }));
    assert.deepEqual(
      found.map(({ code }) => code),
      ['circular-import'],
    );
  });

  it('do not make constants that never end', async () => {
    const { plan, errors } = await planOf({
      'a.vlprompt': 'import "b.vlprompt" let a = "${b}" recipe r { prompt: "${a}" }',
      'b.vlprompt': 'import "a.vlprompt" let b = "${a} ${a}"',
    });
    assert.ok(
      errors.some((message) => message.includes('contains itself')),
      errors.join(),
    );
    assert.deepEqual(plan.recipes, []);
  });

  it('share what both import', async () => {
    const document = await programOf({
      'a.vlprompt': 'import "b.vlprompt" import "c.vlprompt"',
      'b.vlprompt': 'import "d.vlprompt" let b = "${d}"',
      'c.vlprompt': 'import "d.vlprompt" let c = "${d}"',
      'd.vlprompt': 'let d = "d"',
    });
    const [b, c] = document.imports.map((each) => each.document);
    assert.equal(b?.imports[0]?.document, c?.imports[0]?.document);
  });

  it('may be a thousand', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `f${index}`);
    const files = Object.fromEntries(
      names.map((name, index) => [
        `${name}.vlprompt`,
        `${index < 999 ? `import "f${index + 1}.vlprompt"` : 'import "f0.vlprompt"'} let ${name} = "x"`,
      ]),
    );
    const document = await programOf(files);
    assert.equal(documentsOf(document).size, 1000);
    const wide = { 'all.vlprompt': names.map((name) => `import "${name}.vlprompt"`).join('\n'), ...files };
    assert.equal((await programOf(wide)).names.size, 1000);
  });
});

describe('a library', () => {
  it('links anew only what reaches a file that has changed', async () => {
    const files = {
      'a.vlprompt': 'import "b.vlprompt"',
      'b.vlprompt': 'import "c.vlprompt" let b = "b"',
      'c.vlprompt': 'let c = "c"',
      'd.vlprompt': 'let d = "d"',
    };
    const library = new Library();
    for (const [file, text] of Object.entries(files)) library.put(file, text);
    const all = () => Object.keys(files).map((file) => library.document(file));
    const before = all();
    library.put('b.vlprompt', 'import "c.vlprompt" let e = "e"');
    const after = all();
    assert.deepEqual(
      after.map((document, index) => document === before[index]),
      [false, false, true, true],
    );
    assert.deepEqual([before[0]?.names.size, [...(after[0]?.names.keys() ?? [])]], [1, ['e']]);
    assert.equal(before[2]?.tree, after[2]?.tree);
  });

  it('knows who reaches a file, and forgets it when they no longer do', () => {
    const library = new Library();
    library.put('a.vlprompt', 'import "b.vlprompt"');
    library.put('b.vlprompt', 'wildcard w from "w.txt"');
    assert.deepEqual([...library.reachersOf('w.txt')], ['w.txt', 'b.vlprompt', 'a.vlprompt']);
    library.put('b.vlprompt', 'class b "b"');
    assert.deepEqual([...library.reachersOf('w.txt')], ['w.txt']);
    library.forget('a.vlprompt');
    assert.deepEqual(library.importersOf('b.vlprompt'), []);
  });

  /** Whatever was put in before, in whatever order, the documents are those of a program opened fresh. */
  it('is the same after any history as read at once', async () => {
    const file = fc.constantFrom('a', 'b', 'c', 'd');
    const text = fc
      .record({ imports: fc.uniqueArray(file, { maxLength: 3 }), names: fc.uniqueArray(file, { maxLength: 3 }) })
      .map(({ imports, names }) =>
        [
          ...imports.map((each) => `import "${each}.vlprompt"`),
          ...names.map((each) => `let ${each} = "\${${each}} x"`),
        ].join('\n'),
      );
    const edits = fc.array(fc.tuple(file, text), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(edits, async (history) => {
        const library = new Library();
        const texts = new Map<string, string>();
        for (const [name, content] of history) {
          library.put(`${name}.vlprompt`, content);
          texts.set(`${name}.vlprompt`, content);
          await complete(library, `${name}.vlprompt`, sourcesOf({}));
          for (const each of texts.keys()) summary(library.document(each));
        }
        for (const [name, content] of texts) {
          const fresh = await loadProgram(name, content, sourcesOf(Object.fromEntries(texts)));
          assert.deepEqual(summary(library.document(name)), summary(fresh));
        }
      }),
      { numRuns: 60 },
    );
  });
});

function summary(document: PromptDocument | undefined) {
  if (document === undefined) return undefined;
  return {
    names: [...document.names].map(([name, named]) => [name, spanOf(document, placeOf(named))]),
    reached: [...documentsOf(document).keys()],
    problems: checkText(document).map(({ code, at }) => [code, at.start]),
  };
}
