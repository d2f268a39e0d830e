import assert from 'node:assert/strict';
import { settingTable } from '../../../src/extension/settings/setting-table.ts';
import { manifest, reference } from '../manifest.ts';

const contributed = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties));

describe('the settings', () => {
  it('are contributed as the table says', () => {
    const facts = Object.entries(settingTable).map(([key, { default: value, scope }]) => [key, value, scope]);
    const declared = Object.keys(contributed).map((key) => [key, contributed[key].default, contributed[key].scope]);
    assert.deepEqual(declared, facts);
  });

  it('that decide what is run cannot be set by a workspace', () => {
    for (const [key, { restartsEngine, scope }] of Object.entries(settingTable)) {
      if (restartsEngine) assert.equal(scope, 'machine', key);
    }
  });

  it('stand in the reference', () => {
    for (const key of Object.keys(settingTable)) assert.ok(reference.includes(`| \`${key}\` |`), key);
  });
});
