import assert from 'node:assert/strict';
import fc from 'fast-check';
import { webviewHtml } from '../../../src/extension/panels/webview-html.ts';

const page = {
  title: 'Grid of preview',
  element: 'vlprompt-grid',
  script: 'https://webview/dist/webviews/grid.js',
  cspSource: 'https://webview',
  nonce: 'abc',
};

describe('the page of a webview', () => {
  it('allows one script, its own pictures, and nothing else', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(webviewHtml(page)) ?? [];
    assert.deepEqual(policy.replaceAll('&#39;', "'").split('; '), [
      "default-src 'none'",
      'img-src https://webview',
      'style-src https://webview',
      'font-src https://webview',
      "script-src 'nonce-abc'",
    ]);
  });

  it('has no inline script and no inline style', () => {
    const html = webviewHtml(page);
    assert.equal(/<style|\sstyle=|\son\w+=/.test(html), false);
    assert.deepEqual(html.match(/<script[^>]*>/g), [`<script nonce="abc" src="${page.script}">`]);
  });

  it('lets no title out of its place', () => {
    fc.assert(
      fc.property(fc.string(), (title) => {
        const html = webviewHtml({ ...page, title: `${title}</title><script>` });
        assert.equal(html.match(/<script/g)?.length, 1);
      }),
    );
  });
});
