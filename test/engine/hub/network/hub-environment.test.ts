import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { hubEnvironment } from '../../../../src/engine/hub/network/hub-environment.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const cacheOf = (variables: { readonly [name: string]: string }) => hubEnvironment(variables).cache;

describe('hubEnvironment', () => {
  const folder = temporaryFolder();

  it('finds the cache as the Python library does, the most particular variable first', () => {
    const all = { HF_HUB_CACHE: '/a', HUGGINGFACE_HUB_CACHE: '/b', HF_HOME: '/c', XDG_CACHE_HOME: '/d' };
    assert.equal(cacheOf(all), path.resolve('/a'));
    assert.equal(cacheOf({ ...all, HF_HUB_CACHE: '' }), path.resolve('/b'));
    assert.equal(cacheOf({ HF_HOME: '/c', XDG_CACHE_HOME: '/d' }), path.resolve('/c/hub'));
    assert.equal(cacheOf({ XDG_CACHE_HOME: '/d' }), path.resolve('/d/huggingface/hub'));
    assert.equal(cacheOf({}), path.join(homedir(), '.cache/huggingface/hub'));
    assert.equal(cacheOf({ HF_HOME: '~/mine' }), path.join(homedir(), 'mine/hub'));
  });

  it('takes the token of a variable before that of a file', async () => {
    const file = path.join(folder(), 'token');
    await writeFile(file, 'hf_ofFile\n');
    const token = (variables: { readonly [name: string]: string }) => hubEnvironment(variables).token();
    assert.equal(await token({ HF_TOKEN: 'hf_one', HUGGING_FACE_HUB_TOKEN: 'hf_two', HF_HOME: folder() }), 'hf_one');
    assert.equal(await token({ HF_TOKEN: ' ', HUGGING_FACE_HUB_TOKEN: 'hf_two\n' }), 'hf_two');
    assert.equal(await token({ HF_HOME: folder() }), 'hf_ofFile');
    assert.equal(await token({ HF_TOKEN_PATH: file, HF_HOME: '/nowhere' }), 'hf_ofFile');
    assert.equal(await token({ HF_HOME: '/nowhere' }), undefined);
    assert.equal(await token({ HF_HOME: '/nowhere', HF_TOKEN: 'two\nlines' }), undefined);
  });

  it('asks only addresses that are encrypted, or on this machine', () => {
    const endpoint = (written: string) => hubEnvironment({ HF_ENDPOINT: written }).endpoint;
    assert.equal(endpoint(''), 'https://huggingface.co');
    assert.equal(endpoint('https://mirror.example.org/hub/'), 'https://mirror.example.org/hub');
    assert.equal(endpoint('http://localhost:8080'), 'http://localhost:8080');
    for (const wrong of [
      'http://example.org',
      'ftp://example.org',
      'file:///tmp',
      'https://me:word@example.org',
      'hub',
      'http://127.0.0.1.example.org',
    ]) {
      assert.throws(
        () => endpoint(wrong),
        (error: unknown) => Failure.is(error, 'hub-unreachable') && !error.message.includes('word@'),
        wrong,
      );
    }
  });

  it('is offline when it is told to be', () => {
    for (const on of ['1', 'true', 'YES', 'on']) assert.ok(hubEnvironment({ HF_HUB_OFFLINE: on }).offline, on);
    for (const off of ['0', 'false', '']) assert.ok(!hubEnvironment({ HF_HUB_OFFLINE: off }).offline, off);
  });
});
