import assert from 'node:assert/strict';
import { remediesOf, sentenceOf } from '../../src/extension/failures.ts';
import { Failure } from '../../src/protocol/failure.ts';

describe('what people read of a failure', () => {
  it('is its own sentence, with what can be done', () => {
    const failure = new Failure('engine-crashed', 'The engine ended: out of memory.');
    assert.equal(sentenceOf(failure), 'The engine ended: out of memory.');
    assert.deepEqual(remediesOf(failure), ['retry', 'crash', 'log']);
  });

  it('is one line of a bug, whose stack is in the log', () => {
    const bug = new TypeError('x is not a function\n    at somewhere');
    assert.equal(
      sentenceOf(bug),
      'Something went wrong inside VLPrompt (x is not a function); the log has the details.',
    );
    assert.deepEqual(remediesOf(bug), ['log']);
    assert.match(sentenceOf('thrown text'), /thrown text/);
  });
});
