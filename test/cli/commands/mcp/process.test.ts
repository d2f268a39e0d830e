/** @file `vlprompt mcp` as a process, asked by the client of the official SDK, with the models that ship. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { entry } from '../../support/command-process.ts';

const text = `class bag "bag"
class coat "coat"
recipe preview { prompt: "a photo of a \${class}" images: 1 steps: 4 }
`;

describe('vlprompt mcp as a process', function () {
  this.timeout(120_000);
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-mcp-process-'));
    await writeFile(path.join(folder, 'a.vlprompt'), text);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('draws for an assistant, shows it the pictures, tells of progress, and ends with it', async () => {
    const [command = '', ...args] = entry;
    const transport = new StdioClientTransport({
      command,
      args: [...args, 'mcp', '--provider', 'cpu'],
      cwd: folder,
      env: { ...process.env, VLPROMPT_CACHE: path.join(folder, 'cache') } as Record<string, string>,
      stderr: 'pipe',
    });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    const { pid } = transport;
    const progress: number[] = [];
    const { content } = await client.callTool({ name: 'draw', arguments: { file: 'a.vlprompt' } }, undefined, {
      onprogress: ({ progress: done }) => progress.push(done),
    });
    const [words, ...pictures] = content as { type: string; text?: string; data?: string; mimeType?: string }[];
    assert.match(words?.text ?? '', /^recipe preview: 2 drawn, 0 from the cache, 0 failed, of 2\./);
    assert.equal(pictures.length, 2);
    for (const { type, data = '', mimeType } of pictures) {
      assert.deepEqual([type, mimeType], ['image', 'image/png']);
      assert.equal(Buffer.from(data, 'base64').subarray(1, 4).toString(), 'PNG');
    }
    assert.ok(progress.length > 0);
    const again = await client.callTool({ name: 'draw', arguments: { file: 'a.vlprompt' } });
    assert.match(JSON.stringify(again.content), /0 drawn, 2 from the cache/);
    await client.close();
    assert.ok(pid !== null);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});
