/** @file Conditions that stand in no file, asked of the server. */
import assert from 'node:assert/strict';
import {
  type ConditionCompletions,
  type ConditionResult,
  completeConditionRequest,
  conditionRequest,
} from '../../../src/protocol/language.ts';
import { openWorkspace, type WorkspaceUnderTest } from '../workspace-under-test.ts';

const files = {
  'user.vlprompt': 'import "base.vlprompt"\nrecipe r { prompt: "a ${class}" }\n',
  'base.vlprompt': 'class boot "boot"\n',
};

describe('conditions, asked of the server', () => {
  let open: WorkspaceUnderTest;
  before(async () => {
    open = await openWorkspace(files);
  });
  after(() => open.close());

  const read = (uri: string, text: string) => open.client.sendRequest<ConditionResult>(conditionRequest, { uri, text });

  it('know the names of a file, imported ones too, that no editor has', async () => {
    const uri = open.uriOf('user.vlprompt');
    assert.deepEqual(await read(uri, 'class = boot'), {
      kind: 'condition',
      condition: { kind: 'compare', field: 'class', operator: '=', value: 'boot' },
    });
    assert.equal((await read(uri, 'class = hat')).kind, 'problem');
  });

  it('leave the plan of the file as it is', async () => {
    const uri = open.uriOf('user.vlprompt');
    await read(uri, 'class = boot');
    const { plan } = await open.client.sendRequest<{ plan: { curations?: unknown } }>('vlprompt/plan', { uri });
    assert.equal(plan.curations, undefined);
  });

  it('are completed, without what only snippets have', async () => {
    const uri = open.uriOf('user.vlprompt');
    const ask = { uri, text: 'class ', offset: 6 };
    const { start, items } = await open.client.sendRequest<ConditionCompletions>(completeConditionRequest, ask);
    assert.equal(start, 6);
    assert.equal(items.find(({ label }) => label === 'in')?.insert, 'in [');
  });
});
