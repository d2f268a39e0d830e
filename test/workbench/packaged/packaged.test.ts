import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { hostTarget } from '../../../tools/package/targets.mjs';
import { Editor } from '../editor.ts';
import { checkout, exampleFolder } from '../folders.ts';
import { smallExample } from '../small-example.ts';

const vsix = path.join(checkout, '.work/vsix', `vlprompt-${hostTarget()?.name}.vsix`);

describe('the packaged extension, installed', () => {
  let editor: Editor;

  before(async () => {
    assert.ok(existsSync(vsix), `${vsix} is missing: run \`node tools/package.mjs\` first`);
    editor = await Editor.start({
      workspace: exampleFolder,
      vsix: [vsix],
      files: { 'small.vlprompt': smallExample },
      open: 'small.vlprompt',
      name: 'packaged',
    });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.picture(`failed-${this.currentTest.title.slice(0, 40)}`);
  });

  after(() => editor?.stop());

  it('draws with the models that it brings along', async () => {
    await editor.lens('▷ Draw 6 images').click();
    const grid = await editor.webview('vlprompt-grid');
    await grid.locator('.tile.done img').nth(5).waitFor();
    await editor.lens('✓ 6 images').waitFor();
  });

  it('judges with the models that it brings along', async () => {
    await editor.lens('▷ Evaluate').click();
    const matrix = await editor.webview('vlprompt-matrix');
    await matrix.locator('vlp-heat-map .cell').nth(17).waitFor();
    await editor.lens(/on holdout \(n \d+\)/).waitFor();
    await editor.picture('matrix');
  });

  it('holds the native code of one platform, the licences of all parts, and no sources', () => {
    const files = unzippedNames(vsix);
    const binaries = files.filter((name) => /onnxruntime_binding[.]node$/.test(name));
    assert.equal(binaries.length, 1, binaries.join(' '));
    assert.ok(files.includes('extension/THIRD-PARTY-NOTICES.txt'));
    assert.deepEqual(
      files.filter((name) => /[.](ts|map|py)$|[/][.]vlprompt[/]/.test(name)),
      [],
    );
  });

  it('asks nothing of any other machine', () => {
    assert.deepEqual(editor.foreignRequests, []);
  });
});

/** Names of the files in a zip archive, read from its central directory (APPNOTE.TXT, 4.3.12). */
function unzippedNames(file: string): readonly string[] {
  const bytes = readFileSync(file);
  const signature = Buffer.from('PK\x01\x02', 'latin1');
  const names: string[] = [];
  for (let at = bytes.indexOf(signature, centralDirectoryOf(bytes)); at >= 0; at = bytes.indexOf(signature, at + 46)) {
    names.push(bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28)));
  }
  return names;
}

/** Offset of the central directory, from the record at the end (4.3.16). */
function centralDirectoryOf(bytes: Buffer): number {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  return bytes.readUInt32LE(end + 16);
}
