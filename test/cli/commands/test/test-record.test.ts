import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  begun,
  ended,
  hadFailed,
  readRecord,
  recordFile,
  recordText,
  requireNoLink,
  wasJudged,
  withOutcome,
} from '../../../../src/cli/commands/test/test-record.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { promptTest } from './sample-results.ts';

describe('the record of tests', () => {
  let store = '';

  beforeEach(async () => {
    store = await mkdtemp(path.join(os.tmpdir(), 'vlprompt-record-'));
    await mkdir(path.dirname(recordFile(store)));
  });

  afterEach(() => rm(store, { recursive: true }));

  const [one, other] = [promptTest({ evaluation: 'one' }), promptTest({ evaluation: 'other' })];

  it('knows what the run that is gone on with has judged, by its key', async () => {
    const record = withOutcome(begun(await readRecord(store), false), one, 'passed');
    await writeFile(recordFile(store), recordText(record));
    const resumed = begun(await readRecord(store), true);
    assert.deepEqual(
      [one, other].map((test) => wasJudged(resumed, test)),
      [true, false],
    );
    const changed = { ...one, evaluation: { ...one.evaluation, key: 'another' } };
    assert.equal(wasJudged(resumed, changed), false);
  });

  it('is neither behind a link nor one, whatever a workspace comes with', async () => {
    await writeFile(recordFile(store), recordText(withOutcome(begun(await readRecord(store), false), one, 'passed')));
    assert.equal((await readRecord(store)).tests.length, 1);
    await requireNoLink(store);
    for (const part of [recordFile(store), path.dirname(recordFile(store))]) {
      const elsewhere = path.join(store, 'elsewhere');
      await rename(part, elsewhere);
      await symlink(elsewhere, part);
      await assert.rejects(requireNoLink(store), (error) => Failure.is(error, 'path-outside-workspace'));
      assert.deepEqual((await readRecord(store)).tests, []);
      await rm(part);
      await rename(elsewhere, part);
    }
  });

  it('begins anew after a run that came to its end, and when it is not to go on', async () => {
    const cut = withOutcome(begun(await readRecord(store), false), one, 'passed');
    assert.equal(wasJudged(begun(ended(cut), true), one), false);
    assert.equal(wasJudged(begun(cut, false), one), false);
  });

  it('remembers what failed over runs of other tests', async () => {
    const first = ended(withOutcome(begun(await readRecord(store), false), one, 'failed'));
    const second = ended(withOutcome(begun(first, false), other, 'passed'));
    assert.deepEqual(
      [one, other].map((test) => hadFailed(second, test)),
      [true, false],
    );
    assert.equal(hadFailed(withOutcome(begun(second, false), one, 'passed'), one), false);
  });

  for (const text of [
    '',
    'null',
    '[]',
    '{',
    '{"version":1}',
    '{"version":1,"run":1,"tests":[null]}',
    '{"version":99,"run":1,"tests":[]}',
  ]) {
    it(`takes ${JSON.stringify(text)} for no record`, async () => {
      await writeFile(recordFile(store), text);
      assert.equal((await readRecord(store)).run, 0);
    });
  }
});
