import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { digestOf } from '../../../../src/engine/files/digest.ts';
import { ReportStore } from '../../../../src/engine/store/judged/report-store.ts';
import { StoreFiles } from '../../../../src/engine/store/store-files.ts';
import type { EvaluationReport } from '../../../../src/protocol/evaluation.ts';

const report: EvaluationReport = {
  evaluation: 'zeroshot',
  file: 'test.vlprompt',
  model: { spec: { kind: 'starter', name: 'clip' }, digest: digestOf('model'), provider: 'cpu' },
  made: '2026-01-01T00:00:00.000Z',
  milliseconds: 12,
  classes: [],
  sources: [],
  statements: [],
  verdict: 'passed',
};

describe('ReportStore', () => {
  const key = digestOf('evaluation');
  let folder: string;
  let store: ReportStore;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vlprompt-store-'));
    store = new ReportStore(new StoreFiles(folder));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives the report back while nothing changed', async () => {
    await store.keep(key, 'then', report);
    assert.deepEqual(await store.find(key, 'then'), report);
    assert.equal(await store.find(key, 'now'), undefined);
    assert.equal(await store.find(digestOf('another'), 'then'), undefined);
  });

  it('keeps the last one only', async () => {
    await store.keep(key, 'then', report);
    await store.keep(key, 'now', { ...report, verdict: 'failed' });
    assert.equal(await store.find(key, 'then'), undefined);
    assert.equal((await store.find(key, 'now'))?.verdict, 'failed');
  });

  it('does without a file that is no report', async () => {
    await store.keep(key, 'then', report);
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"version":1,"fingerprint":"then"}',
      '{"version":2,"report":{}}',
      '{"version":3,"fingerprint":"then","report":{}}',
      JSON.stringify({ version: 3, fingerprint: 'then', report: { ...report, classes: [{}] } }),
      JSON.stringify({ version: 3, fingerprint: 'then', report: { ...report, made: 'never' } }),
    ]) {
      await writeFile(path.join(folder, 'reports', `${key}.json`), text);
      assert.equal(await store.find(key, 'then'), undefined, text);
    }
  });
});
