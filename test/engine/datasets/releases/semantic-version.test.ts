import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  compareVersions,
  readVersion,
  versionAfter,
} from '../../../../src/engine/datasets/releases/semantic-version.ts';

const parts = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));
const change = fc.constantFrom('major', 'minor', 'patch', 'none' as const);

describe('versions of releases', () => {
  it('are read as they are written, and nothing else is', () => {
    fc.assert(fc.property(parts, (numbers) => assert.deepEqual(readVersion(numbers.join('.')), numbers)));
    for (const text of [
      '',
      '1',
      '1.2',
      '1.2.3.4',
      '01.2.3',
      '1.2.3-draft',
      'v1.2.3',
      '1.2.x',
      '-1.0.0',
      ' 1.0.0',
      '1.0.9999999999',
    ])
      assert.equal(readVersion(text), undefined, text);
  });

  it('are ordered by their numbers', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const [i = 0] = a.flatMap((number, place) => (number === b[place] ? [] : [place]));
        const expected = Math.sign((a[i] ?? 0) - (b[i] ?? 0));
        assert.equal(Math.sign(compareVersions(a.join('.'), b.join('.'))), expected);
      }),
    );
  });

  it('rise with every release, the more the more changed', () => {
    fc.assert(
      fc.property(parts, change, (numbers, of) => {
        assert.ok(compareVersions(versionAfter(numbers.join('.'), of), numbers.join('.')) > 0);
      }),
    );
    assert.deepEqual(
      (['major', 'minor', 'patch'] as const).map((of) => versionAfter('1.2.3', of)),
      ['2.0.0', '1.3.0', '1.2.4'],
    );
    assert.equal(versionAfter(undefined, 'first'), '1.0.0');
  });
});
