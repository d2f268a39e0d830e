import assert from 'node:assert/strict';
import path from 'node:path';
import { type CacheHost, cacheFolder } from '../../../src/engine/client/cache-folder.ts';

const host = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv = {}): CacheHost => ({
  platform,
  environment,
  home: path.resolve('/people/ada'),
});

describe('the cache folder', () => {
  it('is where the platform keeps caches', () => {
    const home = path.resolve('/people/ada');
    assert.equal(cacheFolder(host('linux')), path.join(home, '.cache/vlprompt'));
    assert.equal(cacheFolder(host('darwin')), path.join(home, 'Library/Caches/vlprompt'));
    assert.equal(cacheFolder(host('win32')), path.join(home, 'AppData/Local/vlprompt/Cache'));
  });

  it('is where the environment says', () => {
    const chosen = path.resolve('/somewhere');
    assert.equal(cacheFolder(host('linux', { XDG_CACHE_HOME: chosen })), path.join(chosen, 'vlprompt'));
    assert.equal(cacheFolder(host('win32', { LOCALAPPDATA: chosen })), path.join(chosen, 'vlprompt/Cache'));
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      assert.equal(cacheFolder(host(platform, { VLPROMPT_CACHE: chosen, XDG_CACHE_HOME: '/x' })), chosen);
    }
  });

  it('does not depend on where a process was started', () => {
    for (const environment of [{ VLPROMPT_CACHE: 'here' }, { XDG_CACHE_HOME: '../here' }, { VLPROMPT_CACHE: '' }]) {
      assert.equal(cacheFolder(host('linux', environment)), cacheFolder(host('linux')));
    }
  });
});
