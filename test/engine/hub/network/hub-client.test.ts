import assert from 'node:assert/strict';
import { HubClient, interruption } from '../../../../src/engine/hub/network/hub-client.ts';
import { fetchModelType, listFiles, resolveRevision } from '../../../../src/engine/hub/network/hub-repository.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import type { HubSpec } from '../../../../src/protocol/models.ts';
import { HubServer, type Trick } from '../support/hub-server.ts';
import { impatient } from '../support/impatient.ts';

const spec: HubSpec = { kind: 'hub', repository: 'owner/name', revision: 'main' };
const secret = 'hf_secretOfTheUser';

describe('HubClient', () => {
  let [hub, elsewhere]: HubServer[] = [];
  let commit = '';

  before(async () => {
    [hub, elsewhere] = [await HubServer.start(), await HubServer.start()];
  });
  beforeEach(() => {
    commit = hub!.publish('owner/name', { 'model.onnx': 'weights', 'config.json': '{}' }, { card: { license: 'mit' } });
    elsewhere!.publish('owner/name', { 'model.onnx': 'weights', 'config.json': '{}' });
    for (const server of [hub!, elsewhere!]) {
      server.seen.length = 0;
      server.tricks.length = 0;
    }
  });
  after(async () => {
    await hub!.close();
    await elsewhere!.close();
  });

  const withClient = async <Result>(work: (client: HubClient) => Promise<Result>, token?: string): Promise<Result> => {
    const client = new HubClient(hub!.endpoint, token, impatient);
    try {
      return await work(client);
    } finally {
      await client.close();
    }
  };
  const content = (...tricks: readonly Trick[]) =>
    withClient(async (client) => {
      hub!.tricks.push(...tricks);
      const answer = await client.get(`/owner/name/resolve/${commit}/model.onnx`, {}, new AbortController().signal);
      return client.text(answer);
    }, secret);
  const asking = (client: HubClient) => ({ client, timing: impatient, signal: new AbortController().signal });
  const refused = async (work: Promise<unknown>, code: string, sentence: RegExp) => {
    await assert.rejects(work, (error: unknown) => {
      assert.ok(Failure.is(error), String(error));
      assert.equal(error.code, code);
      assert.match(error.message, sentence);
      assert.doesNotMatch(JSON.stringify([error.message, error.stack, String(error.cause)]), new RegExp(secret));
      return true;
    });
  };

  it('sends the token to the hub and to nobody else, whatever redirects say', async () => {
    const back = `${hub!.endpoint}/owner/name/resolve/${commit}/model.onnx`;
    elsewhere!.tricks.push({ kind: 'redirect', to: back });
    const there = `${elsewhere!.endpoint}/owner/name/resolve/main/model.onnx?signature=of-a-stranger`;
    assert.equal(await content({ kind: 'redirect', to: there }), 'weights');
    const tokens = [...hub!.seen, ...elsewhere!.seen].map(({ headers }) => headers.authorization);
    assert.deepEqual(tokens, [`Bearer ${secret}`, undefined, undefined]);
  });

  it('follows redirects within the hub, with the token', async () => {
    assert.equal(await content({ kind: 'redirect', to: `/owner/name/resolve/main/model.onnx` }), 'weights');
    assert.deepEqual(
      hub!.seen.map(({ headers }) => headers.authorization),
      [`Bearer ${secret}`, `Bearer ${secret}`],
    );
  });

  it('never puts the token into an address', async () => {
    await content();
    for (const { url } of hub!.seen) assert.doesNotMatch(url, new RegExp(secret));
  });

  it('ends redirects that go round', async () => {
    const round = Array<Trick>(20).fill({ kind: 'redirect', to: `/owner/name/resolve/main/model.onnx` });
    await refused(content(...round), 'hub-unreachable', /redirects without end/);
  });

  for (const to of [
    'http://example.org/model.onnx',
    'file:///etc/passwd',
    'https://user:word@example.org/',
    'ftp://h/',
    'http://',
  ]) {
    it(`follows no redirect to ${to}`, async () => {
      await refused(content({ kind: 'redirect', to }), 'hub-unreachable', /not encrypted; nothing was fetched/);
    });
  }

  it('resolves names to commits, and reads what a card says', async () => {
    const revision = await withClient((client) => resolveRevision(spec, 'main', asking(client)));
    assert.deepEqual(revision, { commit, licence: 'mit' });
  });

  it('takes the licence of the tags where the card says none', async () => {
    const licence = async (card: unknown) => {
      const made = hub!.publish('owner/licensed', {}, { card });
      const asked = { ...spec, repository: 'owner/licensed' };
      return (await withClient((client) => resolveRevision(asked, made, asking(client)))).licence;
    };
    assert.equal(await licence({ license: 'other', license_name: 'own' }), 'own');
    assert.equal(await licence({ license: 'other' }), 'other');
    for (const card of [{}, null, 'text', { language: 'en' }]) assert.equal(await licence(card), 'of-the-tags');
    assert.equal(await licence({ license: ['two', 'of them'] }), undefined);
  });

  it('lists files of all pages', async () => {
    hub!.pageSize = 1;
    const files = await withClient((client) => listFiles(spec, commit, asking(client)));
    hub!.pageSize = 1000;
    assert.deepEqual(
      files.map(({ path, bytes, digest }) => [path, bytes, digest.length]),
      [
        ['model.onnx', 7, 64],
        ['config.json', 2, 40],
      ],
    );
  });

  it('asks a mirror for the next page, not the hub that the mirror speaks for', async () => {
    hub!.pageSize = 1;
    hub!.pageOrigin = 'https://huggingface.co';
    const files = await withClient((client) => listFiles(spec, commit, asking(client)), secret);
    hub!.pageSize = 1000;
    hub!.pageOrigin = undefined;
    assert.equal(files.length, 2);
  });

  it('reads the type of a model, and takes a description that is no JSON for none', async () => {
    const type = async (config: string) => {
      const made = hub!.publish('owner/typed', { 'config.json': config });
      return withClient((client) => fetchModelType({ ...spec, repository: 'owner/typed' }, made, asking(client)));
    };
    assert.equal(await type('{"model_type": "clip"}'), 'clip');
    for (const none of ['{}', '{"model_type": 1}', 'null', 'not JSON', '[]', '{"a": Infinity}']) {
      assert.equal(await type(none), undefined, none);
    }
  });

  const resolve = (repository: string, revision = 'main', token?: string) =>
    withClient((client) => resolveRevision({ ...spec, repository, revision }, revision, asking(client)), token);

  it('says what is not there', async () => {
    await refused(resolve('owner/none'), 'model-missing', /no public `hf:owner\/none` on the hub.*HF_TOKEN/);
    await refused(resolve('owner/none', 'main', secret), 'hub-refused', /your token may not read it/);
    await refused(resolve('owner/name', 'v9'), 'model-missing', /no revision `v9`/);
  });

  it('says what to do about gated models', async () => {
    const gated = hub!.publish('owner/gated', { 'model.onnx': 'weights' }, { gate: 'hf_right' });
    const list = (token?: string) =>
      withClient((client) => listFiles({ ...spec, repository: 'owner/gated' }, gated, asking(client)), token);
    await refused(
      list(),
      'hub-refused',
      /accepted its licence: do so at http:.*owner\/gated and give VLPrompt a token/,
    );
    await refused(list(secret), 'hub-refused', /with the account whose token you use/);
    assert.equal((await list('hf_right')).length, 1);
  });

  it('says in one sentence that nobody answers', async () => {
    const client = new HubClient('http://127.0.0.1:9', undefined, impatient);
    await refused(
      resolveRevision(spec, 'main', asking(client)),
      'hub-unreachable',
      /nothing answers there.*check the network/,
    );
    await client.close();
  });

  for (const listed of [
    '../evil.onnx',
    '/etc/passwd',
    'a/../../b',
    'C:\\evil',
    'nul',
    'com1.onnx',
    'a\u0000b',
    'a/./b',
    'x.',
    '',
  ]) {
    it(`takes nothing of a repository that lists ${JSON.stringify(listed)}`, async () => {
      const evil = hub!.publish('owner/evil', { [listed]: 'x' });
      const list = withClient((client) => listFiles({ ...spec, repository: 'owner/evil' }, evil, asking(client)));
      await refused(list, 'model-corrupt', /leads out of the model's folder or cannot be written/);
    });
  }
});

describe('interruption', () => {
  const meaning = (code: string) => interruption(Object.assign(new Error('of the library'), { code })).message;

  it('says what a connection ended with', () => {
    assert.equal(meaning('ENOTFOUND'), 'the server is not found');
    assert.equal(meaning('UND_ERR_BODY_TIMEOUT'), 'the server stopped sending');
    assert.match(meaning('SELF_SIGNED_CERT_IN_CHAIN'), /certificate is not trusted here.*NODE_EXTRA_CA_CERTS/);
    assert.match(meaning('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /certificate is not trusted/);
    assert.equal(meaning('ECONNRESET'), 'the connection broke off: ECONNRESET');
  });

  it('looks at causes, and leaves Failures as they are', () => {
    const cause = Object.assign(new Error(), { code: 'ECONNREFUSED' });
    assert.equal(interruption(new TypeError('fetch failed', { cause })).message, 'nothing answers there');
    assert.equal(interruption(undefined).message, 'the connection broke off: no reason given');
    const failure = new Failure('offline', 'Offline.');
    assert.equal(interruption(failure), failure);
  });
});
