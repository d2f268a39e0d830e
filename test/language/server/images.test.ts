import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ImagePlan, RecipePlan } from '../../../src/language/plan/plan.ts';
import {
  choicesRequest,
  type FindImageParams,
  type FoundImage,
  findImageRequest,
  type PlanResult,
  planRequest,
  type RecipeChoices,
  type ReseedParams,
  reseedRequest,
  type TracedWords,
  traceRequest,
} from '../../../src/protocol/language.ts';
import { png, tEXt } from '../exchange/pictures.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

describe('drawn images, over the protocol', () => {
  let folder: string;
  let server: ServerUnderTest;

  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).toString();

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlp-images-'));
    await writeFile(path.join(folder, 'colours.txt'), '# warm\nred\n');
    await writeFile(path.join(folder, 'classes.vlprompt'), 'class shirt "dress shirt" {\n  negative: "tie"\n}\n');
    await writeFile(
      path.join(folder, 'a.vlprompt'),
      `import "./classes.vlprompt"
wildcard colour from "colours.txt"
let light = "soft light"
template photo { "a __colour__ \${class} \\(new\\), \${light}, steps \${steps}" }
recipe r { prompt: photo negative: "blurry" images: 2 seed: 5 steps: 4 }
recipe each { prompt: "a {big|small} \${class}" expand: all }
`,
    );
    const workspaceFolders = [{ uri: pathToFileURL(folder).toString(), name: 'w' }];
    server = await startServer({ workspaceFolders });
  });

  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function recipeNamed(name: string): Promise<RecipePlan> {
    const { plan } = await server.client.sendRequest<PlanResult>(planRequest, { uri: uriOf('a.vlprompt') });
    return plan.recipes.find((recipe) => recipe.name === name) ?? assert.fail();
  }

  function trace(recipe: string, key: string): Promise<TracedWords | null> {
    return server.client.sendRequest(traceRequest, { uri: uriOf('a.vlprompt'), recipe, key });
  }

  function find(params: FindImageParams): Promise<FoundImage | null> {
    return server.client.sendRequest(findImageRequest, params);
  }

  it('are found by their keys in any file of the workspace, and by what their files say', async () => {
    const { cells } = await recipeNamed('r');
    const { key, source } = cells[0]?.images[1] ?? assert.fail();
    const found = { uri: uriOf('a.vlprompt'), planFile: 'a.vlprompt', recipe: 'r', span: source };
    assert.deepEqual(await find({ key }), found);
    const picture = png(tEXt('vlprompt', JSON.stringify({ version: 1, key })));
    assert.deepEqual(await find({ image: picture.toString('base64') }), found);
    const hostile = [png(tEXt('vlprompt', '{"key":')), png(tEXt('vlprompt', '{"key":"../x"}')), Buffer.from('x')];
    for (const bytes of hostile) assert.equal(await find({ image: bytes.toString('base64') }), null);
    assert.equal(await find({ key: '0'.repeat(64) }), null);
  });

  it('say where each piece of their words was written: in templates, classes, constants and files', async () => {
    const { cells } = await recipeNamed('r');
    const image = cells[0]?.images[0] ?? assert.fail();
    const traced = (await trace('r', image.key)) ?? assert.fail();
    assert.equal(traced.prompt.map(({ text }) => text).join(''), image.prompt);
    assert.equal(traced.negative.map(({ text }) => text).join(''), image.negative);
    const at = ({ text, span, origin }: TracedWords['prompt'][number]) =>
      `${text} | ${origin ?? ''} | ${span === undefined ? '' : `${span.file}:${span.start.line}:${span.start.character}`}`;
    assert.deepEqual(traced.prompt.map(at), [
      'a  | template photo | a.vlprompt:3:18',
      'red | colours.txt | colours.txt:1:0',
      '  | template photo | a.vlprompt:3:30',
      'dress shirt | class shirt | classes.vlprompt:0:13',
      ' \\(new\\),  | template photo | a.vlprompt:3:39',
      'soft light | let light | a.vlprompt:2:13',
      ', steps  | template photo | a.vlprompt:3:57',
      '4 | recipe r | a.vlprompt:4:0',
    ]);
    assert.deepEqual(traced.negative.map(at), [
      'blurry | recipe r | a.vlprompt:4:36',
      ',  |  | ',
      'tie | class shirt | classes.vlprompt:1:13',
    ]);
  });

  it('say it where every variant is an image, too', async () => {
    const { cells } = await recipeNamed('each');
    const keys = cells.flatMap(({ images }) => images.map(({ key }) => key));
    const words = await Promise.all(keys.map((key) => trace('each', key)));
    assert.deepEqual(
      words.map((traced) => traced?.prompt.map(({ text }) => text)),
      [
        ['a ', 'big', ' ', 'dress shirt'],
        ['a ', 'small', ' ', 'dress shirt'],
      ],
    );
    assert.equal(await trace('each', '0'.repeat(64)), null);
    assert.equal(await trace('gone', keys[0] ?? ''), null);
  });

  it('say which lines, variants and values of wildcards they took', async () => {
    const choicesOf = (recipe: string): Promise<RecipeChoices | null> =>
      server.client.sendRequest(choicesRequest, { uri: uriOf('a.vlprompt'), recipe });
    const { cells } = await recipeNamed('each');
    const [big, small] = cells.map(({ images }) => images[0]?.key ?? assert.fail());
    const { images, points } = (await choicesOf('each')) ?? assert.fail();
    assert.deepEqual(images, { [big ?? '']: [0, 1], [small ?? '']: [0, 2] });
    assert.deepEqual(points, [
      { kind: 'line', name: 'recipe each', options: [0] },
      { kind: 'variant', name: '{big|small}', options: [1, 2] },
    ]);
    const { options } = (await choicesOf('r')) ?? assert.fail();
    const value = options.find(({ text }) => text === 'red')?.span;
    assert.deepEqual(value, {
      file: 'colours.txt',
      start: { line: 1, character: 0 },
      end: { line: 1, character: 3 },
    });
    assert.equal(await choicesOf('gone'), null);
  });

  it('have the key with another seed that a plan with that seed gives them', async () => {
    const recipe = await recipeNamed('r');
    const [first, second] = recipe.cells[0]?.images ?? [];
    assert.ok(first && second);
    const params: ReseedParams = {
      model: recipe.model,
      settings: recipe.cells[0]?.settings ?? assert.fail(),
      image: first,
      seed: second.seed,
    };
    const again = await server.client.sendRequest<ImagePlan>(reseedRequest, params);
    assert.deepEqual(again, { ...second, prompt: first.prompt });
  });
});
