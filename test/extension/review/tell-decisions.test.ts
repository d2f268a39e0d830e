import assert from 'node:assert/strict';
import { tellDecisions } from '../../../src/extension/review/tell-decisions.ts';
import { planUnderTest } from './review-under-test.ts';

describe('decisions of a review', () => {
  it('are looked up again for every recipe and curation of the file, which nothing that fails keeps from', async () => {
    const plan = await planUnderTest();
    const asked: string[] = [];
    const errors: unknown[] = [];
    const tell = tellDecisions({
      planOf: (uri) => (uri === 'file:///a' ? plan : undefined),
      facts: { refresh: async ({ name }, { withScores }) => void asked.push(`${name} ${withScores}`) },
      lookUpCuration: async ({ name }) => {
        asked.push(name);
        throw new Error('no engine');
      },
      onError: (error) => errors.push(error),
    });
    await tell('file:///b');
    assert.deepEqual(asked, []);
    await tell('file:///a');
    assert.deepEqual(asked, ['preview false', 'other false', 'train']);
    assert.match(String(errors), /no engine/);
  });
});
