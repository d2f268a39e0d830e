import assert from 'node:assert/strict';
import { checkNodeVersion } from '../../../tools/setup/node-version.mjs';

describe('the version of Node', () => {
  for (const version of ['20.10.0', '20.20.2', '22.0.0', '100.1.1']) {
    it(`${version} will do`, () => checkNodeVersion(version));
  }

  for (const version of ['20.9.9', '18.20.0', '0.12.0']) {
    it(`${version} is too old, and the sentence names it`, () => {
      assert.throws(() => checkNodeVersion(version), new RegExp(version.replaceAll('.', '[.]')));
    });
  }
});
