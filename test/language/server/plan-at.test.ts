import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { type PlanAtParams, type PlanAtResult, planAtRequest } from '../../../src/protocol/language.ts';
import { createRepository, type Repository } from '../git/repository.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';

describe('the request for a plan at a commit', function () {
  this.timeout(30_000);
  let repository: Repository;
  let server: ServerUnderTest;

  before(async () => {
    repository = createRepository();
    repository.write('prompts/a.vlprompt', 'class shirt "shirt"\n');
    repository.commit('one');
    repository.write('prompts/a.vlprompt', 'class bag "bag"\n');
    const uri = pathToFileURL(repository.folder).href;
    server = await startServer({ workspaceFolders: [{ uri, name: 'test' }] });
  });

  after(async () => {
    await server.close();
    repository.remove();
  });

  const ask = (params: PlanAtParams) => server.client.sendRequest<PlanAtResult>(planAtRequest, params);

  it('is answered with the plan as the workspace has it', async () => {
    const uri = pathToFileURL(`${repository.folder}/prompts/a.vlprompt`).href;
    const found = await ask({ uri, ref: 'HEAD' });
    assert.ok(found.kind === 'plan');
    assert.equal(found.plan.file, 'prompts/a.vlprompt');
    assert.deepEqual(
      found.plan.classes.map(({ name }) => name),
      ['shirt'],
    );
    assert.equal(found.commit, repository.git('rev-parse', 'HEAD'));
  });

  it('is answered with a coded sentence where there is none', async () => {
    const uri = pathToFileURL(`${repository.folder}/prompts/a.vlprompt`).href;
    const missing = await ask({ uri, ref: 'nowhere' });
    assert.ok(missing.kind === 'failure' && missing.code === 'git-ref-missing', JSON.stringify(missing));
    const unsaved = await ask({ uri: 'untitled:Untitled-1', ref: 'HEAD' });
    assert.ok(unsaved.kind === 'failure' && unsaved.code === 'git-unavailable', JSON.stringify(unsaved));
  });
});
