/** @file `vlprompt test` as a process, with the real engine and the models that ship. */
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ended, entry, root, saying, startIn } from '../../support/command-process.ts';
import { assertJunit } from './junit-schema.ts';
import { parseXml } from './strict-xml.ts';

/** The second evaluation draws for so long that it can be killed in the middle. */
const tools = (images: number) => `class bag "bag"
class coat "coat"
data photos from "photos"
recipe preview {
  classes: all
  prompt:  "a photo of a \${class}"
  images:  ${images}
  steps:   4
}
evaluate real {
  prompt: "a photo of a \${class}"
  on:     photos
  expect accuracy >= 0%
  check  accuracy > 100%
}
evaluate drawn {
  prompt: "a photo of a \${class}"
  on:     preview
  expect fidelity >= 0%
}
`;

describe('vlprompt test as a process', function () {
  this.timeout(180_000);
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-test-process-'));
    await mkdir(path.join(folder, '.vlprompt'));
    for (const name of ['bag', 'coat']) {
      const photos = path.join(root, 'examples/fashion/data/holdout', name);
      const [photo = ''] = await readdir(photos);
      await mkdir(path.join(folder, 'photos', name), { recursive: true });
      await cp(path.join(photos, photo), path.join(folder, 'photos', name, 'real.png'));
    }
  });

  afterEach(() => rm(folder, { recursive: true }));

  const start = (...args: readonly string[]) => startIn(folder, [...entry, 'test', ...args]);

  it('says what holds on real images, and ends with 2 for a check', async () => {
    await writeFile(path.join(folder, 'tools.vlprompt'), tools(1).replace('> 100%', '>= 100% on lower bound'));
    const { exitCode, out, notes } = await ended(start('--junit', 'junit.xml'));
    assert.equal(exitCode, 2, notes);
    assert.match(
      out,
      /real {2}judged by starter\/clip[\s\S]*✓ expect accuracy >= 0%[\s\S]*\? check[\s\S]*drawn {2}judged by/u,
    );
    assertJunit(parseXml(await readFile(path.join(folder, 'junit.xml'), 'utf8')));
  });

  it('goes on after it was killed, and judges again what it had not finished', async () => {
    await writeFile(path.join(folder, 'tools.vlprompt'), tools(400).replace('> 100%', '>= 0%'));
    const killed = start();
    const gone = ended(killed);
    await saying(killed, /\[2\/2\] Drawing preview: [1-9]/u);
    killed.kill('SIGKILL');
    await gone;
    const resumed = start('--resume');
    const end = ended(resumed);
    await saying(resumed, /\[2\/2\] Drawing preview/u);
    resumed.kill('SIGINT');
    const { exitCode, out } = await end;
    assert.equal(exitCode, 3);
    assert.match(out, /real {2}unchanged, judged by[\s\S]*- expect fidelity >= 0%\n.*Cancelled before it was judged/u);
  });
});
