import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as fc from 'fast-check';
import { type ContentRequest, downloadContent } from '../../../../src/engine/hub/download/content-download.ts';
import { requireContent } from '../../../../src/engine/hub/network/hub-answers.ts';
import { HubClient } from '../../../../src/engine/hub/network/hub-client.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { blobId, HubServer, sha256, type Trick } from '../support/hub-server.ts';
import { impatient } from '../support/impatient.ts';

const content = randomBytes(3000);
const digest = sha256(content);
const spec = { kind: 'hub', repository: 'owner/name', revision: 'main' } as const;

describe('downloadContent', () => {
  const folder = temporaryFolder();
  let server: HubServer;
  let client: HubClient;
  let commit: string;

  before(async () => {
    server = await HubServer.start();
    commit = server.publish('owner/name', { 'unet/model.onnx': content, 'config.json': '{}' });
    client = new HubClient(server.endpoint, undefined, impatient);
  });
  beforeEach(() => {
    server.tricks.length = 0;
    server.seen.length = 0;
  });
  after(async () => {
    await client.close();
    await server.close();
  });

  function request(changes: Partial<ContentRequest> = {}): ContentRequest {
    return {
      name: '`unet/model.onnx`',
      address: `/owner/name/resolve/${commit}/unet/model.onnx`,
      bytes: content.length,
      digest,
      folder: path.join(folder(), 'blobs'),
      client,
      timing: impatient,
      signal: new AbortController().signal,
      requireContent: (answer) => requireContent(answer, spec, client),
      onBytes: () => {},
      onVerifying: () => {},
      ...changes,
    };
  }

  const download = (...tricks: readonly Trick[]) => {
    server.tricks.push(...tricks);
    return downloadContent(request());
  };
  const downloaded = () => readFile(path.join(folder(), 'blobs', digest));
  const ranges = () => server.seen.map(({ headers }) => headers.range);
  const fails = async (tricks: readonly Trick[], code: string, sentence: RegExp) => {
    await assert.rejects(download(...tricks), (error: unknown) => {
      assert.ok(Failure.is(error), String(error));
      assert.equal(error.code, code);
      assert.match(error.message, sentence);
      return true;
    });
    assert.ok(!(await readdir(path.join(folder(), 'blobs'))).includes(digest));
  };

  it('fetches, verifies and names a content', async () => {
    await download();
    assert.deepEqual(await downloaded(), content);
    assert.deepEqual(await readdir(path.join(folder(), 'blobs')), [digest]);
  });

  it('verifies small files by the id that git has for them, and fetches nothing of an empty one', async () => {
    const small = Buffer.from('{}');
    const address = `/owner/name/resolve/${commit}/config.json`;
    await downloadContent(request({ address, bytes: 2, digest: blobId(small) }));
    await downloadContent(request({ address: '/not/asked', bytes: 0, digest: sha256('') }));
    assert.deepEqual(await readFile(path.join(folder(), 'blobs', blobId(small))), small);
    assert.equal(server.seen.length, 1);
  });

  it('goes on where the connection was cut, and asks for the same content', async () => {
    await download({ kind: 'cut', after: 1000 }, { kind: 'cut', after: 500 });
    assert.deepEqual(await downloaded(), content);
    assert.deepEqual(ranges(), [undefined, 'bytes=1000-', 'bytes=1500-']);
    assert.equal(server.seen[1]?.headers['if-range'], `"${digest}"`);
  });

  it('gives up a connection that stalls and goes on with another', async () => {
    await download({ kind: 'stall', after: 700 }, { kind: 'stall', after: 0 });
    assert.deepEqual(await downloaded(), content);
    assert.deepEqual(ranges(), [undefined, 'bytes=700-', 'bytes=700-']);
  });

  it('begins anew when the server knows no ranges', async () => {
    await download({ kind: 'cut', after: 1000 }, { kind: 'ignore range' });
    assert.deepEqual(await downloaded(), content);
    assert.deepEqual(ranges(), [undefined, 'bytes=1000-']);
  });

  it('fetches a content once more when it is not what it should be', async () => {
    await download({ kind: 'corrupt', at: 17 });
    assert.deepEqual(await downloaded(), content);
    assert.deepEqual(ranges(), [undefined, undefined]);
  });

  it('takes a rest of something else for what it is', async () => {
    await download({ kind: 'cut', after: 2000 }, ...Array<Trick>(3).fill({ kind: 'cut', after: 0 })).catch(() => {});
    const [rest = ''] = await readdir(path.join(folder(), 'blobs'));
    await writeFile(path.join(folder(), 'blobs', rest), randomBytes(2000));
    await download();
    assert.deepEqual(await downloaded(), content);
  });

  it('keeps what it has when it gives up, and nothing that is wrong', async () => {
    const cuts = Array<Trick>(3).fill({ kind: 'cut', after: 0 });
    await fails([{ kind: 'cut', after: 2000 }, ...cuts], 'hub-unreachable', /goes on where it stopped/);
    server.seen.length = 0;
    await download();
    assert.deepEqual(ranges(), ['bytes=2000-']);
    assert.deepEqual(await downloaded(), content);
  });

  it('refuses a content that stays wrong', async () => {
    const wrong = Array<Trick>(2).fill({ kind: 'corrupt', at: 5 });
    await fails(wrong, 'model-corrupt', /Another content was sent for `unet\/model.onnx`/);
    assert.deepEqual(await readdir(path.join(folder(), 'blobs')), []);
  });

  it('refuses a content that the hub itself says is another, before it is fetched', async () => {
    await fails([{ kind: 'wrong etag' }], 'model-corrupt', /than was announced/);
    assert.equal(server.seen.length, 1);
  });

  it('does not believe lengths and stretches that do not fit', async () => {
    await download({ kind: 'lie', by: 10 }, { kind: 'lie', by: -10 }, { kind: 'long', by: 3 });
    assert.deepEqual(await downloaded(), content);
  });

  it('gives up a server that always says another length', async () => {
    await fails(Array<Trick>(4).fill({ kind: 'lie', by: 1 }), 'hub-unreachable', /another length/);
  });

  it('needs no length', async () => {
    await download({ kind: 'chunked' });
    assert.deepEqual(await downloaded(), content);
  });

  it('takes no compressed content for the file, and asks for none', async () => {
    await download({ kind: 'encoded' });
    assert.deepEqual(await downloaded(), content);
    assert.deepEqual(
      server.seen.map(({ headers }) => headers['accept-encoding']),
      ['identity', 'identity'],
    );
  });

  it('waits as long as a busy server asks, and tries again', async () => {
    await download({ kind: 'status', status: 429, headers: { 'retry-after': '0' } }, { kind: 'status', status: 503 });
    assert.deepEqual(await downloaded(), content);
  });

  it('gives up a server that stays busy', async () => {
    const busy = Array<Trick>(4).fill({ kind: 'status', status: 429, headers: { 'retry-after': '86400' } });
    await fails(busy, 'hub-unreachable', /too many requests/);
  });

  it('stops within a moment when it is cancelled, and goes on later', async () => {
    const controller = new AbortController();
    server.tricks.push({ kind: 'stall', after: 900 });
    const onBytes = (bytes: number) => bytes === 900 && controller.abort();
    await assert.rejects(downloadContent(request({ signal: controller.signal, onBytes })), (error: unknown) =>
      Failure.is(error, 'cancelled'),
    );
    await download();
    assert.equal(ranges().at(-1), 'bytes=900-');
    assert.deepEqual(await downloaded(), content);
  });

  it('fetches a content once when two ask for it', async () => {
    await Promise.all([download(), downloadContent(request()), downloadContent(request())]);
    assert.equal(server.seen.length, 1);
    assert.deepEqual(await downloaded(), content);
  });

  it('goes on with no link, and with no second name of another file, that lies in wait for it', async () => {
    const [blobs, precious] = [path.join(folder(), 'blobs'), path.join(folder(), 'precious')];
    await mkdir(blobs);
    await writeFile(precious, 'precious');
    await symlink(precious, path.join(blobs, `${digest}.vlprompt-00000000-1-1.incomplete`));
    await link(precious, path.join(blobs, `${digest}.vlprompt-00000000-1-2.incomplete`));
    const long = new Date(0);
    await utimes(precious, long, long);
    await download();
    assert.deepEqual(await downloaded(), content);
    assert.equal(await readFile(precious, 'utf8'), 'precious');
  });

  const byte = fc.nat({ max: content.length });
  const trick: fc.Arbitrary<Trick> = fc.oneof(
    fc.record({ kind: fc.constant('cut' as const), after: byte }),
    fc.record({ kind: fc.constant('corrupt' as const), at: byte }),
    fc.record({ kind: fc.constant('lie' as const), by: fc.integer({ min: -5, max: 5 }) }),
    fc.record({ kind: fc.constant('long' as const), by: fc.integer({ min: 1, max: 2000 }) }),
    fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(206, 404, 416, 429, 500, 503) }),
    fc.constantFrom<Trick>(
      { kind: 'chunked' },
      { kind: 'encoded' },
      { kind: 'ignore range' },
      { kind: 'wrong range' },
      { kind: 'wrong etag' },
      { kind: 'redirect', to: 'file:///etc/passwd' },
    ),
  );

  it('ends with the right file or with a Failure, whatever the server does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(trick, { maxLength: 8 }), async (tricks) => {
        server.tricks.splice(0, Number.POSITIVE_INFINITY, ...tricks);
        const blobs = path.join(folder(), randomBytes(8).toString('hex'));
        for (let again = 0; again < 2; again++) {
          const failure = await downloadContent(request({ folder: blobs })).catch((error: unknown) => error);
          if (failure !== undefined) assert.ok(Failure.is(failure), String(failure));
          const names = await readdir(blobs);
          if (failure === undefined) assert.deepEqual(names, [digest]);
          if (names.includes(digest)) assert.deepEqual(await readFile(path.join(blobs, digest)), content);
        }
      }),
      { numRuns: 150 },
    );
  });
});
