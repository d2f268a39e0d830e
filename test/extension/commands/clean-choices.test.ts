import assert from 'node:assert/strict';
import { cleanChoices } from '../../../src/extension/commands/clean-choices.ts';

describe('cleaning the cache', () => {
  it('offers all that may go, and parts of the cache that are more than must stay', () => {
    assert.deepEqual(
      cleanChoices({ bytes: 10e9, held: 3e9 }).map(({ to, label }) => [to, label]),
      [
        [0, 'Remove all that nothing refers to: about 7.0 GB'],
        [5e9, 'Keep 5.0 GB'],
      ],
    );
    assert.match(cleanChoices({ bytes: 10e9, held: 3e9 })[0]!.detail, /refer to 3\.0 GB, which stay/);
    assert.equal(cleanChoices({ bytes: 10e9, held: 0 }).length, 3);
  });

  it('offers nothing where all must stay', () => {
    assert.deepEqual(cleanChoices({ bytes: 5, held: 5 }), []);
  });
});
