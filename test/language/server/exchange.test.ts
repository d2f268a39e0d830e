import assert from 'node:assert/strict';
import { copiedImages } from '../../../src/language/exchange/copy/copied-image.ts';
import {
  commandRequest,
  copyRequest,
  type ImportParams,
  type ImportResult,
  importRequest,
  type PlanResult,
  planRequest,
} from '../../../src/protocol/language.ts';
import { png, tEXt } from '../exchange/pictures.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

const picture = png(
  tEXt('parameters', 'a fox\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 42, Size: 64x64, RNG: CPU'),
);

describe('recipes from and for other tools, over the protocol', () => {
  let server: ServerUnderTest;

  beforeEach(async () => {
    server = await startServer();
  });

  afterEach(() => server.close());

  const imported = (params: Partial<ImportParams>) =>
    server.client.sendRequest<ImportResult>(importRequest, {
      image: picture.toString('base64'),
      name: 'fox.png',
      ...params,
    });

  it('imports a picture into a file of its own', async () => {
    const result = await imported({});
    assert.ok(result.kind === 'recipe');
    assert.deepEqual([result.name, result.position], ['fox', { line: 0, character: 0 }]);
    assert.match(result.text, /^\/\/ From fox\.png.*\nrecipe fox \{\n {2}prompt: {4}"a fox"\n/su);
    assert.equal(result.notes.length, 1);
  });

  it('imports a picture into an open file, under a free name and between its declarations', async () => {
    const { uri } = await server.open('recipe fox {\n  prompt: "x<|>"\n}\nlet a = "b"\n');
    const result = await imported({ into: { uri, position: { line: 1, character: 12 } } });
    assert.ok(result.kind === 'recipe');
    assert.deepEqual([result.name, result.position], ['fox_2', { line: 2, character: 1 }]);
    assert.match(result.text, /^\n\n\/\/ From.*\}\n$/su);
    const last = await imported({ into: { uri } });
    assert.deepEqual(last.kind === 'recipe' && last.position, { line: 4, character: 0 });
  });

  it('answers with the sentence of a failure', async () => {
    const result = await imported({ image: png().toString('base64') });
    assert.ok(result.kind === 'failure');
    assert.equal(result.code, 'image-without-recipe');
    assert.match(result.message, /^fox\.png does not say how it was made/);
  });

  it('copies an image of a plan, and names the command of its recipe', async () => {
    const { uri } = await server.open('recipe fox { prompt: "a fox"<|> }\n');
    const { plan } = await server.client.sendRequest<PlanResult>(planRequest, { uri });
    const [recipe] = plan.recipes;
    const [image] = recipe ? copiedImages(recipe) : [];
    const copy = (as: string) => server.client.sendRequest<string>(copyRequest, { as, version: '1.2.3', ...image });
    assert.match(await copy('infotext'), /^a fox\nSteps: 20, .*, Version: vlprompt 1\.2\.3$/);
    assert.match(await copy('diffusers'), /prompt="a fox",/);
    const params = { file: 'my fox.vlprompt', recipe: 'fox', shell: 'posix' };
    assert.equal(await server.client.sendRequest(commandRequest, params), "vlprompt run 'my fox.vlprompt' fox");
  });
});
