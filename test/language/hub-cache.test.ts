import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hubCache, isInHubCache } from '../../src/language/hub-cache.ts';

describe('the cache of the hub', () => {
  const home = path.join('/', 'home', 'ann');

  it('is where Python’s tools have it', () => {
    assert.equal(hubCache({}, home), path.join(home, '.cache/huggingface/hub'));
    assert.equal(hubCache({ XDG_CACHE_HOME: '/x' }, home), path.join('/x', 'huggingface/hub'));
    assert.equal(hubCache({ XDG_CACHE_HOME: '/x', HF_HOME: '/h' }, home), path.join('/h', 'hub'));
    assert.equal(hubCache({ HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old' }, home), '/old');
    assert.equal(hubCache({ HF_HUB_CACHE: '/new', HUGGINGFACE_HUB_CACHE: '/old' }, home), '/new');
    assert.equal(hubCache({ HF_HUB_CACHE: '', HF_HOME: '' }, home), path.join(home, '.cache/huggingface/hub'));
  });

  describe('with a model in it', () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    let cache: string;

    before(async () => {
      cache = await mkdtemp(path.join(tmpdir(), 'vlprompt-hub-'));
      const model = path.join(cache, 'models--ann--painter');
      await mkdir(path.join(model, 'snapshots', commit), { recursive: true });
      await mkdir(path.join(model, 'refs/feature'), { recursive: true });
      await writeFile(path.join(model, 'refs/feature/a'), commit);
      await writeFile(path.join(cache, 'secret'), '');
    });

    after(() => rm(cache, { recursive: true }));

    const has = (repository: string, revision: string) => isInHubCache(cache, { kind: 'hub', repository, revision });

    for (const revision of ['main', commit, 'feature/a'])
      it(`knows ${revision}`, async () => assert.equal(await has('ann/painter', revision), true));

    for (const revision of ['v2', 'feature', '../../secret', 'feature/../../../secret', commit.slice(1)])
      it(`does not know ${revision}`, async () => assert.equal(await has('ann/painter', revision), false));

    it('knows no other model', async () => assert.equal(await has('ann/judge', 'main'), false));
  });
});
