import assert from 'node:assert/strict';
import { proxyVariables } from '../../../src/extension/engine/editor-proxy.ts';

const settings = { proxy: ' http://proxy.example.org:3128 ', noProxy: [], support: 'override' };
const variables = { HTTPS_PROXY: 'http://proxy.example.org:3128' };

describe('proxyVariables', () => {
  it("hands the editor's proxy to the engine", () => {
    assert.deepEqual(proxyVariables(settings, {}), variables);
    assert.deepEqual(proxyVariables({ ...settings, support: undefined, noProxy: ['a', 'b'] }, { HTTPS_PROXY: '' }), {
      ...variables,
      NO_PROXY: 'a,b',
    });
  });

  it('leaves the environment as it is where there is none, or the environment names one', () => {
    assert.deepEqual(proxyVariables({ ...settings, proxy: undefined }, {}), {});
    assert.deepEqual(proxyVariables({ ...settings, proxy: '' }, {}), {});
    assert.deepEqual(proxyVariables({ ...settings, support: 'off' }, {}), {});
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']) {
      assert.deepEqual(proxyVariables(settings, { [name]: 'http://another.example.org' }), {});
    }
  });
});
