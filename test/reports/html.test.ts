import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeHtml, html, textOf } from '../../src/reports/html.ts';

describe('html', () => {
  it('escapes what is put in, and nests what it made', () => {
    const inner = html`<b>${'a & "b"'}</b>`;
    assert.equal(
      textOf(html`<p title="${"it's <x>"}">${[inner, 7]}${undefined}${false}</p>`),
      '<p title="it&#39;s &lt;x&gt;"><b>a &amp; &quot;b&quot;</b>7</p>',
    );
  });

  it('takes no object for markup that it did not make', () => {
    const forged = { toString: () => '<script>' };
    assert.doesNotMatch(textOf(html`${forged as unknown as string}`), /<script>/u);
  });

  it('leaves no character with a meaning in HTML, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeHtml(text);
        assert.doesNotMatch(escaped, /[<>"'`]|&(?!(?:amp|lt|gt|quot|#39|#96);)/u);
        assert.ok(!escaped.includes('\u0000') && !escaped.includes('\u202e'));
      }),
    );
  });
});
