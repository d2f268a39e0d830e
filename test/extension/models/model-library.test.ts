import assert from 'node:assert/strict';
import { type ModelCalls, ModelLibrary } from '../../../src/extension/models/model-library.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import type { DownloadProgress, HubSpec, InstalledModel } from '../../../src/protocol/models.ts';
import { commit, judge, painter, plan } from '../../protocol/sample-models.ts';

const spec: HubSpec = { kind: 'hub', repository: 'owner/painter', revision: 'main' };
const never = () => Promise.reject(new Error('was not expected'));
const none: ModelCalls = {
  listModels: async () => [judge],
  planDownload: never,
  downloadModel: never,
  lockModels: never,
  verifyModel: never,
  removeModel: never,
};
const quiet = { signal: new AbortController().signal, onProgress: () => {} };

function libraryOf(calls: Partial<ModelCalls>, token?: string, hasWorkspace = false): ModelLibrary {
  const parts = { catalogue: [], token: async () => token, hasWorkspace: () => hasWorkspace };
  return new ModelLibrary({ ...parts, calls: async () => ({ ...none, ...calls }) });
}

/** A promise that a test settles. */
function gate<T>() {
  let open: (value: T) => void = () => {};
  const opened = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('the models that a window knows', () => {
  it('are asked for once at a time, and listeners hear of both ends', async () => {
    let asked = 0;
    const { opened, open } = gate<readonly InstalledModel[]>();
    const library = libraryOf({
      listModels: () => {
        asked++;
        return opened;
      },
    });
    const seen: unknown[] = [];
    library.onDidChange(() => seen.push([library.state.isLooking, library.state.installed?.length]));
    assert.equal(library.state.isLooking, false);
    const both = [library.refresh(), library.refresh()];
    assert.equal(library.state.isLooking, true);
    open([judge, painter]);
    await Promise.all(both);
    assert.equal(asked, 1);
    assert.deepEqual(seen, [
      [true, undefined],
      [false, 2],
    ]);
  });

  it('stay known when they cannot be asked for again, and the reason is told', async () => {
    let failure: Failure | undefined;
    const listModels = async () => {
      if (failure) throw failure;
      return [judge];
    };
    const library = libraryOf({ listModels });
    await library.refresh();
    failure = new Failure('engine-crashed', 'The engine ended.');
    await library.refresh();
    assert.deepEqual([library.state.problem, library.state.installed], [failure, [judge]]);
    failure = undefined;
    await library.refresh();
    assert.equal(library.state.problem, undefined);
  });

  it('say why no engine may be started', async () => {
    const untrusted = new Failure('workspace-untrusted', 'Trust this workspace.');
    const library = new ModelLibrary({
      catalogue: [],
      calls: () => Promise.reject(untrusted),
      hasWorkspace: () => true,
      token: async () => undefined,
    });
    await library.refresh();
    assert.equal(library.state.problem, untrusted);
    await assert.rejects(library.plans({ spec }, quiet.signal), untrusted);
  });

  describe('before a download', () => {
    const missing = new Failure('model-missing', 'It has no such files.');

    it('are planned in every precision that there is, each once, with the token', async () => {
      const asked: unknown[] = [];
      const planDownload: ModelCalls['planDownload'] = async (request) => {
        asked.push(request);
        if (request.precision === 'int8') throw missing;
        return { ...plan, precision: 'fp16' };
      };
      const library = libraryOf({ planDownload }, 'secret');
      assert.deepEqual(await library.plans({ spec }, quiet.signal), [{ ...plan, precision: 'fp16' }]);
      assert.deepEqual(
        asked,
        ['fp32', 'fp16', 'int8'].map((precision) => ({ spec, precision, token: 'secret' })),
      );
    });

    it('are planned in the one that was asked for', async () => {
      const asked: unknown[] = [];
      const planDownload: ModelCalls['planDownload'] = async (request) => {
        asked.push(request);
        return plan;
      };
      await libraryOf({ planDownload }).plans({ spec, precision: 'int8' }, quiet.signal);
      assert.deepEqual(asked, [{ spec, precision: 'int8' }]);
    });

    it('are refused with the reason when there is none', async () => {
      const library = libraryOf({ planDownload: () => Promise.reject(missing) });
      await assert.rejects(library.plans({ spec }, quiet.signal), missing);
    });
  });

  it('show a download while it goes on, and the model after it', async () => {
    let installed: readonly InstalledModel[] = [judge];
    const half: DownloadProgress = { stage: 'downloading', bytes: 50, totalBytes: 100 };
    const { opened, open } = gate<void>();
    const library = libraryOf(
      {
        listModels: async () => installed,
        downloadModel: async (request, options) => {
          assert.deepEqual(request, { spec, precision: 'fp16', token: 'secret' });
          options?.onProgress?.(half);
          await opened;
          installed = [judge, painter];
          return painter;
        },
      },
      'secret',
    );
    const told: DownloadProgress[] = [];
    const following = { ...quiet, onProgress: (progress: DownloadProgress) => void told.push(progress) };
    const changed = gate<void>();
    library.onDidChange(() => library.state.transfers.size > 0 && changed.open());
    const downloading = library.download({ spec, precision: 'fp16' }, following);
    await changed.opened;
    assert.deepEqual([...library.state.transfers], [['hf:owner/painter', half]]);
    open();
    assert.equal(await downloading, painter);
    assert.deepEqual(told, [half]);
    assert.deepEqual([library.state.transfers.size, library.state.installed], [0, [judge, painter]]);
  });

  it('are written down after a download, where a branch was asked for and there is a workspace', async () => {
    const locked: unknown[] = [];
    const lockModels: ModelCalls['lockModels'] = async ({ specs }) => {
      locked.push(...specs);
      return { file: '/w/vlprompt.lock', models: 1 };
    };
    const calls = { downloadModel: async () => painter, lockModels };
    const pinned = { ...spec, revision: commit };
    await libraryOf(calls, undefined, true).download({ spec: pinned }, quiet);
    await libraryOf(calls, undefined, false).download({ spec }, quiet);
    assert.deepEqual(locked, []);
    await libraryOf(calls, undefined, true).download({ spec }, quiet);
    assert.deepEqual(locked, [spec]);
  });

  it('show no download that was cancelled', async () => {
    const library = libraryOf({
      downloadModel: async (_, options) => {
        options?.onProgress?.({ stage: 'downloading', bytes: 1, totalBytes: 2 });
        throw new Failure('cancelled', 'Cancelled.');
      },
    });
    await assert.rejects(library.download({ spec }, quiet), (error) => Failure.is(error, 'cancelled'));
    assert.equal(library.state.transfers.size, 0);
  });

  it('remember what a check found until the model is fetched again or removed', async () => {
    let damaged: readonly string[] = ['unet/model.onnx'];
    const library = libraryOf({
      verifyModel: async () => ({ spec, files: 3, damaged, against: 'hub' }),
      downloadModel: async () => painter,
      removeModel: async () => null,
    });
    await library.verify(spec, quiet);
    assert.deepEqual([...library.state.damaged], [['hf:owner/painter', 1]]);
    await library.download({ spec }, quiet);
    assert.equal(library.state.damaged.size, 0);
    await library.verify(spec, quiet);
    await library.remove(spec);
    assert.equal(library.state.damaged.size, 0);
    await library.verify(spec, quiet);
    damaged = [];
    await library.verify(spec, quiet);
    assert.equal(library.state.damaged.size, 0);
  });

  it('are looked at anew after a change, even while an older look is under way', async () => {
    const looks = [gate<readonly InstalledModel[]>(), gate<readonly InstalledModel[]>()];
    let asked = 0;
    const library = libraryOf({
      listModels: () => looks[asked++]?.opened ?? never(),
      removeModel: async () => null,
    });
    const first = library.refresh();
    const removing = library.remove(spec);
    looks[0]?.open([judge, painter]);
    await first;
    looks[1]?.open([judge]);
    await removing;
    assert.deepEqual(library.state.installed, [judge]);
  });

  it('tell which of a run have to be fetched', async () => {
    const library = libraryOf({ listModels: async () => [judge, painter] });
    const other = { kind: 'hub', repository: 'owner/other', revision: 'main' } as const;
    assert.deepEqual(await library.missing([{ spec }, { spec: judge.spec }, { spec: other }, { spec: other }]), [
      { spec: other },
    ]);
    const unknown = libraryOf({ listModels: never });
    assert.deepEqual(await unknown.missing([{ spec: other }]), []);
  });
});
