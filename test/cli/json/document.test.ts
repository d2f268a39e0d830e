import assert from 'node:assert/strict';
import path from 'node:path';
import { documentPath } from '../../../src/cli/json/document.ts';

describe('paths in documents', () => {
  const workspace = process.cwd();

  it('are relative to the workspace, with slashes', () => {
    assert.equal(documentPath(path.join(workspace, 'data', '..one', 'a.png'), workspace), 'data/..one/a.png');
  });

  it('stay absolute when they are not below it', () => {
    const outside = path.join(path.dirname(workspace), 'beside', 'a.png');
    assert.equal(documentPath(outside, workspace), outside);
    assert.equal(documentPath(workspace, workspace), workspace);
  });

  it('stay as they are when they are prompts, wherever one stands', () => {
    assert.equal(documentPath('a photo of a shirt', path.dirname(workspace)), 'a photo of a shirt');
  });
});
