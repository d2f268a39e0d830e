import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import fc from 'fast-check';
import { serveAssistant } from '../../../../src/cli/commands/mcp/mcp.ts';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import type { RecipePlan } from '../../../../src/language/plan/plan.ts';
import { readArguments } from '../../../../src/protocol/agents/read-arguments.ts';
import { agentTools } from '../../../../src/protocol/agents/tools.ts';
import type { CompareRequest } from '../../../../src/protocol/comparison.ts';
import type { DrawnRecipe } from '../../../../src/protocol/engine.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { stubbedShell } from '../../support/stub-engine.ts';

const text = `class bag "bag"
class coat "coat"
recipe preview {
  prompt: "a photo of a \${class}"
  images: 40
}
`;

/** As the store would answer when so many images are there. */
function drawnOf(recipe: RecipePlan, done: number): DrawnRecipe {
  const images = recipe.cells.flatMap((cell) => cell.images);
  const isDone = (key: string) => images.findIndex((image) => image.key === key) < done;
  return {
    recipe: recipe.name,
    cells: recipe.cells.map((cell) =>
      cell.images.map(({ key }) =>
        isDone(key) ? { key, state: 'done', file: `/store/${key}.png`, hash: key } : { key, state: 'missing' },
      ),
    ),
    done,
    total: images.length,
    reused: done,
    milliseconds: 1,
  };
}

describe('vlprompt mcp', () => {
  let folder = '';
  let end: () => Promise<void> = async () => {};

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-mcp-'));
    await writeFile(path.join(folder, 'a.vlprompt'), text);
  });

  afterEach(async () => {
    await end();
    await rm(folder, { recursive: true, force: true });
  });

  async function connected(calls: Partial<EngineCaller> = {}) {
    const gone = new AbortController();
    const shell = stubbedShell({ workingDirectory: folder, calls, signal: gone.signal });
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    const served = serveAssistant(theirs, { workspace: folder, choices: {} }, shell);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(ours);
    end = async () => {
      gone.abort();
      await served;
      end = async () => {};
    };
    const call = async (name: string, args: Record<string, unknown>) => {
      const { content, isError = false } = await client.callTool({ name, arguments: args });
      const said = (content as { type: string; text?: string }[]).map(({ text: part = '' }) => part).join('');
      return { said, isError };
    };
    return { client, call, shell };
  }

  it('lists its tools with what they take', async () => {
    const { client } = await connected();
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, inputSchema }) => [name, inputSchema.required]),
      Object.entries(agentTools).map(([name, { schema }]) => [name, schema.required]),
    );
  });

  it('says what is wrong with a file, and where', async () => {
    await writeFile(path.join(folder, 'a.vlprompt'), 'class bag "bag"\nrecipe r { prompt: "${clas}" }\n');
    const { call, shell } = await connected();
    const { said, isError } = await call('check', { file: 'a.vlprompt' });
    assert.match(said, /^a\.vlprompt: \d+ problems?\.\na\.vlprompt:2:\d+ error \[unknown-name\] /);
    assert.equal(isError, false);
    assert.equal(shell.started.length, 0, 'checking needs no engine');
  });

  it('says what a file would draw and what that would take', async () => {
    const lookup: EngineCaller['lookup'] = async ({ recipe }) => ({
      ...drawnOf(recipe, 8),
      estimate: { seconds: 100 },
    });
    const { call } = await connected({ lookup });
    const { said } = await call('plan', { file: 'a.vlprompt' });
    assert.match(said, /recipe preview: 80 images \(2 × 1 cells\)/);
    assert.match(said, /72 of 80 are missing \(about 1 min 40 s\)/);
  });

  it('refuses to draw more than was allowed, and says what to do', async () => {
    const { call } = await connected({ lookup: async ({ recipe }) => drawnOf(recipe, 0) });
    const { said, isError } = await call('draw', { file: 'a.vlprompt' });
    assert.match(said, /80 images of preview are missing: call again with max_images 80, or draw one class\./);
    assert.equal(isError, true);
  });

  it('draws one class with one engine for all calls, which ends with the connection', async () => {
    const drawn: string[] = [];
    const { call, shell } = await connected({
      lookup: async ({ recipe }) => drawnOf(recipe, 0),
      draw: async ({ recipe }) => {
        drawn.push(...recipe.rows.map(({ label }) => label));
        return drawnOf(recipe, 40);
      },
    });
    const first = await call('draw', { file: 'a.vlprompt', class: 'bag' });
    await call('draw', { file: 'a.vlprompt', class: 'coat' });
    assert.match(first.said, /recipe preview: 0 drawn, 40 from the cache, 0 failed, of 40\./);
    assert.match(first.said, /bag, seed 0, "a photo of a bag": \/store\//);
    assert.deepEqual(drawn, ['bag', 'coat']);
    assert.equal(shell.started.length, 1);
    assert.equal(shell.running(), 1);
    await end();
    assert.equal(shell.running(), 0);
  });

  it('tells of progress and stops when the assistant cancels', async () => {
    const { client } = await connected({
      lookup: async ({ recipe }) => drawnOf(recipe, 70),
      draw: (_, { signal, onProgress } = {}) =>
        new Promise((_resolve, reject) => {
          onProgress?.({ stage: 'drawing', done: 71, total: 80, changed: [] });
          signal?.addEventListener('abort', () => reject(new Failure('cancelled', 'Cancelled.')));
        }),
    });
    const controller = new AbortController();
    const told: unknown[] = [];
    const calling = client.callTool({ name: 'draw', arguments: { file: 'a.vlprompt' } }, undefined, {
      signal: controller.signal,
      onprogress: (progress) => {
        told.push(progress);
        controller.abort();
      },
    });
    await assert.rejects(calling);
    assert.deepEqual(told, [{ progress: 71, total: 80, message: 'Drawing preview' }]);
  });

  it('compares what is written with a commit', async () => {
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder });
    git('init', '-q');
    git('add', 'a.vlprompt');
    git('commit', '-qm', 'first');
    await writeFile(path.join(folder, 'a.vlprompt'), text.replace('a photo', 'a drawing'));
    const asked: CompareRequest[] = [];
    const { call } = await connected({
      compare: async (request) => {
        asked.push(request);
        throw new Failure('model-missing', 'The engine was asked.');
      },
    });
    assert.equal((await call('compare', { file: 'a.vlprompt' })).said, 'The engine was asked.');
    const prompts = asked.flatMap(({ before, after }) =>
      [before, after].map((side) => side.kind === 'recipe' && [side.label, side.recipe.cells[0]?.images[0]?.prompt]),
    );
    assert.deepEqual(prompts, [
      ['HEAD', 'a photo of a bag'],
      ['working tree', 'a drawing of a bag'],
    ]);
    assert.match((await call('compare', { file: 'a.vlprompt', to: 'nowhere' })).said, /nowhere/);
  });

  it('reads no file outside of the workspace, and none that is no prompt file', async () => {
    const outside = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-outside-'));
    try {
      await writeFile(path.join(outside, 'secret.vlprompt'), 'class secret "secret"');
      await mkdir(path.join(folder, 'deep'));
      await symlink(path.join(outside, 'secret.vlprompt'), path.join(folder, 'deep/link.vlprompt'));
      const { call } = await connected();
      const hostile = [
        path.join(outside, 'secret.vlprompt'),
        `../${path.basename(outside)}/secret.vlprompt`,
        'deep/link.vlprompt',
        '/etc/passwd',
        '.git/config',
      ];
      for (const file of hostile) {
        for (const name of ['check', 'plan', 'draw', 'evaluate'] as const) {
          const { said, isError } = await call(name, { file });
          assert.ok(isError, `${name} ${file}: ${said}`);
          assert.doesNotMatch(said, /"secret"|root:/);
        }
      }
    } finally {
      await rm(outside, { recursive: true, force: true });
    }
  });

  it('answers a tool that is not there and arguments that do not fit with a sentence', async () => {
    const { call } = await connected();
    assert.match((await call('rm', {})).said, /There is no tool "rm"/);
    assert.match((await call('check', {})).said, /The argument file is missing\. The tool check takes file\./);
    assert.match(
      (await call('draw', { file: 'a.vlprompt', max_images: 0.5 })).said,
      /max_images is a whole number from 1/,
    );
    assert.match((await call('check', { file: 'none.vlprompt' })).said, /does not exist/);
  });
});

describe('arguments of tools', () => {
  it('are what the schema says, or a sentence, whatever is handed over', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(agentTools) as (keyof typeof agentTools)[])),
        fc.anything(),
        (name, given) => {
          const read = readArguments(name, given);
          if (read.kind === 'wrong') assert.match(read.sentence, /^[A-Z].*\.$/su);
          else assert.equal(typeof read.value.file, 'string');
        },
      ),
    );
  });
});
