import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HubClient } from '../../../../src/engine/hub/network/hub-client.ts';
import { Interrupted } from '../../../../src/engine/hub/network/hub-timing.ts';
import { proxyFor } from '../../../../src/engine/hub/network/proxy-choice.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { anySignal } from '../support/hub-home.ts';
import { HubServer } from '../support/hub-server.ts';
import { impatient } from '../support/impatient.ts';

const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'];

describe('proxyFor', () => {
  const hub = new URL('https://hub.example.org/owner/name');
  const proxy = 'http://proxy.example.org:3128';
  const chosen = (changes: { readonly [name: string]: string }) => proxyFor(hub, { https_proxy: proxy, ...changes });

  it('takes the variables that other programs take', () => {
    assert.equal(proxyFor(hub, {}), undefined);
    assert.equal(proxyFor(hub, { HTTPS_PROXY: proxy }), proxy);
    assert.equal(proxyFor(hub, { ALL_PROXY: 'proxy.example.org:3128' }), proxy);
    assert.equal(chosen({ HTTPS_PROXY: 'http://another.example.org' }), proxy);
    assert.equal(proxyFor(hub, { HTTPS_PROXY: ' ' }), undefined);
    assert.equal(proxyFor(hub, { http_proxy: proxy }), undefined);
  });

  it('leaves out hosts that are exempt, with all below them', () => {
    for (const exempt of [
      '*',
      'hub.example.org',
      'example.org',
      '.example.org',
      '*.example.org',
      'a, HUB.example.org:443',
    ]) {
      assert.equal(chosen({ no_proxy: exempt }), undefined, exempt);
    }
    for (const other of ['', 'ample.org', 'hub.example.org:8443', 'b.hub.example.org', ',']) {
      assert.equal(chosen({ NO_PROXY: other }), proxy, other);
    }
  });

  it('says that a variable is no address of a proxy, and not what it holds', () => {
    const wrong = 'socks5://me:word@proxy.example.org';
    assert.throws(
      () => chosen({ https_proxy: wrong }),
      (error: unknown) => Failure.is(error, 'hub-unreachable') && !error.message.includes('word@'),
    );
  });
});

describe('a hub behind a proxy', () => {
  const before = new Map(variables.map((name) => [name, process.env[name]]));
  let proxy: Server;
  let asked: string[];

  beforeEach(async () => {
    for (const name of variables) delete process.env[name];
    asked = [];
    proxy = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(502).end();
    });
    proxy.on('connect', ({ url, headers }, socket) => {
      asked.push(`CONNECT ${url} ${headers.authorization ?? 'without a token'}`);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const get = async (endpoint: string) => {
    const client = new HubClient(endpoint, 'hf_secret', impatient);
    try {
      const answer = await client.get('/owner/name/resolve/main/model.onnx', {}, anySignal());
      return await client.text(answer);
    } finally {
      await client.close();
    }
  };

  it('is asked through it, and the proxy never sees the token', async () => {
    await assert.rejects(get('https://hub.invalid'), (error: unknown) => {
      assert.ok(error instanceof Interrupted);
      assert.equal(error.message, 'the proxy refuses with status 502');
      return true;
    });
    assert.deepEqual(asked, ['CONNECT hub.invalid:443 without a token']);
  });

  it('is asked directly where the environment says so', async () => {
    process.env.NO_PROXY = '127.0.0.1';
    const { port } = proxy.address() as AddressInfo;
    // Nobody speaks TLS there; what matters is that the proxy was not asked for a way.
    await assert.rejects(get(`https://127.0.0.1:${port}`), (error: unknown) => error instanceof Interrupted);
    assert.deepEqual(asked, []);
  });

  it('is never asked through it on this machine', async () => {
    process.env.HTTP_PROXY = process.env.HTTPS_PROXY;
    const server = await HubServer.start();
    server.publish('owner/name', { 'model.onnx': 'weights' });
    assert.equal(await get(server.endpoint), 'weights');
    assert.deepEqual(asked, []);
    await server.close();
  });
});
