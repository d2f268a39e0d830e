/** Every tiny model as a repository of the hub: what is fetched of it must be all that it is opened with. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { openJudge } from '../../../src/engine/models/judges/open-judge.ts';
import { openPainter } from '../../../src/engine/models/painters/open-painter.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { anySignal, hub, hubHome } from './support/hub-home.ts';
import { filesOf } from './support/hub-server.ts';

const fixtures = path.resolve('test/fixtures/models');
const names = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['images', 'cuda-fused'].includes(entry.name))
  .map(({ name }) => name);

/** Of these the joint graph is fetched, and not the pair beside it. */
const fetchedOtherwise = ['siglip'];

const options = { provider: 'cpu', threads: 1 } as const;
const openers = { painter: openPainter, judge: openJudge };

describe('every layout', () => {
  const home = hubHome();

  for (const name of names) {
    it(`is fetched with all that ${name} needs`, async () => {
      home.server.publish('owner/name', await filesOf(path.join(fixtures, name)));
      const model = await home.manager().download({ spec: hub('owner/name') }, anySignal(), () => {});
      assert.equal(model.problem, undefined);
      const [precision] = model.precisions;
      assert.ok(model.role !== undefined && precision !== undefined);
      const open = async (folder: string) => {
        const opened = await openers[model.role ?? 'judge']({ folder, adapters: [] }, options);
        await opened.dispose();
        return opened;
      };
      const fetched = await open(model.folder);
      assert.equal(fetched.family, model.family);
      assert.equal(fetched.precision, precision);
      if (fetchedOtherwise.includes(name)) return;
      assert.equal(fetched.digest, (await open(path.join(fixtures, name))).digest);
    });
  }

  it('has those for one kind of hardware refused before anything is fetched', async () => {
    home.server.publish('owner/name', await filesOf(path.join(fixtures, 'cuda-fused')));
    const plan = home.manager().plan({ spec: hub('owner/name') }, anySignal());
    await assert.rejects(
      plan,
      (error: unknown) => Failure.is(error, 'model-unsupported') && /NVIDIA/.test(error.message),
    );
  });
});
