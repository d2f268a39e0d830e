import assert from 'node:assert/strict';
import { runCommandLine } from '../../../../src/cli/command-line.ts';
import { providerLines } from '../../../../src/cli/terminal/provider-table.ts';
import { plainStyle } from '../../../../src/cli/terminal/style.ts';
import type { EngineCaller } from '../../../../src/engine/client/engine.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { ProviderPlan } from '../../../../src/protocol/providers.ts';
import { assertGolden } from '../../support/golden.ts';
import { type StubOptions, stubbedShell } from '../../support/stub-engine.ts';

const plan: ProviderPlan = {
  provider: 'cuda',
  version: '1.30.0',
  folder: '/cache/runtimes/cuda-1.30.0',
  isInstalled: false,
  downloadBytes: 231_000_000,
  freeBytes: 60_000_000_000,
};

async function vlprompt(args: readonly string[], calls: Partial<EngineCaller>, options: Partial<StubOptions> = {}) {
  const shell = stubbedShell({ workingDirectory: '/w', calls, ...options });
  return { exitCode: await runCommandLine(args, shell), ...shell.terminal };
}

describe('vlprompt providers', () => {
  it('lists what works and why the others do not', () => {
    const lines = providerLines(
      [
        { provider: 'cpu', works: true, float16: true, milliseconds: 3.16 },
        { provider: 'webgpu', works: true, float16: false, milliseconds: 0.42 },
        { provider: 'cuda', works: false, float16: false, reason: 'no driver is loaded' },
      ],
      plainStyle,
    );
    assertGolden('providers.txt', `${lines.join('\n')}\n`);
  });

  it('installs after it was told to, and says how large it is before', async () => {
    const installed: unknown[] = [];
    const calls: Partial<EngineCaller> = {
      planProvider: async () => plan,
      installProvider: async (request) => {
        installed.push(request);
        return { ...plan, isInstalled: true };
      },
    };
    const refused = await vlprompt(['providers', 'install', 'cuda'], calls, { answer: 'n' });
    assert.deepEqual([refused.exitCode, installed], [130, []]);
    const silent = await vlprompt(['providers', 'install', 'cuda'], calls);
    assert.deepEqual([silent.exitCode, installed], [64, []]);
    const wanted = await vlprompt(['providers', 'install', 'cuda'], calls, { answer: 'y' });
    assert.deepEqual([wanted.exitCode, installed], [0, [{ provider: 'cuda' }]]);
    assert.match(wanted.notes.join('\n'), /231 MB to download.*cuDNN 9/);
    assert.equal((await vlprompt(['providers', 'install', 'cuda', '--yes'], calls)).exitCode, 0);
  });

  it('has nothing to install where it is installed, or where it cannot be', async () => {
    const there = { planProvider: async () => ({ ...plan, isInstalled: true }) };
    const { exitCode, notes } = await vlprompt(['providers', 'install', 'cuda'], there);
    assert.deepEqual([exitCode, notes], [0, ['The CUDA provider 1.30.0 is in /cache/runtimes/cuda-1.30.0.']]);
    const nowhere = {
      planProvider: async () => {
        throw new Failure('provider-unavailable', 'It is only for Linux.');
      },
    };
    assert.equal((await vlprompt(['providers', 'install', 'cuda'], nowhere)).exitCode, 1);
    assert.equal((await vlprompt(['providers', 'install', 'dml'], nowhere)).exitCode, 64);
  });

  it('removes', async () => {
    for (const [wasInstalled, said] of [
      [true, 'The CUDA provider was removed.'],
      [false, 'No CUDA provider is installed.'],
    ] as const) {
      const calls = { removeProvider: async () => ({ wasInstalled }) };
      const { exitCode, notes } = await vlprompt(['providers', 'remove', 'cuda'], calls);
      assert.deepEqual([exitCode, notes], [0, [said]]);
    }
  });
});
