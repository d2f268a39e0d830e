import assert from 'node:assert/strict';
import { chooseProvider, reasonForProvider } from '../../../../src/engine/runtime/providers/provider-choice.ts';
import { probeProvider, surveyProviders } from '../../../../src/engine/runtime/providers/providers.ts';
import { threadCount } from '../../../../src/engine/runtime/providers/threads.ts';
import { Failure } from '../../../../src/protocol/failure.ts';

describe('providers', () => {
  it('always have the CPU, in either precision', async () => {
    const probe = await probeProvider('cpu');
    assert.deepEqual({ ...probe, milliseconds: 0 }, { provider: 'cpu', works: true, float16: true, milliseconds: 0 });
    assert.equal(await chooseProvider('cpu'), 'cpu');
  });

  it('that do not work say why, in one line', async () => {
    for (const provider of ['webgpu', 'cuda', 'dml', 'coreml'] as const) {
      const probe = await probeProvider(provider);
      assert.equal(probe.provider, provider);
      if (probe.works) continue;
      assert.match(probe.reason ?? '', /^[^\n]{5,200}$/);
      await assert.rejects(
        chooseProvider(provider),
        (error) => Failure.is(error, 'provider-unavailable') && error.message.includes(probe.reason ?? '?'),
      );
    }
  });

  it('are all told of, those that this build lacks with where they are', async () => {
    const reports = await surveyProviders();
    assert.deepEqual(
      reports.map(({ provider }) => provider),
      ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'],
    );
    const absent = reports.find(({ provider }) => provider === (process.platform === 'win32' ? 'coreml' : 'dml'));
    assert.match(absent?.reason ?? '', /^it is only in the packages? for/);
  });

  it('are chosen with a reason, which says of each better one why it is not taken', async () => {
    assert.equal(await reasonForProvider('cpu'), 'The settings ask for `cpu`.');
    const reason = await reasonForProvider('auto');
    assert.match(reason, /^[^\n]+[.]$/);
    if ((await chooseProvider('auto')) !== 'cpu' || process.platform !== 'linux') return;
    for (const better of ['cuda', 'webgpu'] as const) {
      const probe = await probeProvider(better);
      assert.ok(reason.includes(`\`${better}\` ${probe.works ? 'works and is slower' : 'does not work here'}`), reason);
    }
  });

  it('are chosen by speed when none is asked for', async () => {
    const probe = await probeProvider(await chooseProvider('auto'));
    const cpu = await probeProvider('cpu');
    assert.ok(probe.works);
    assert.ok(probe.milliseconds! <= cpu.milliseconds!);
  });
});

describe('threads', () => {
  it('are as many as asked for, else one a core', () => {
    assert.equal(threadCount(3), 3);
    assert.ok(threadCount(0) >= 1 && threadCount(0) <= 8);
  });
});
