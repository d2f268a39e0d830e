import assert from 'node:assert/strict';
import fc from 'fast-check';
import { licenceOf } from '../../../../src/engine/hub/folders/model-card.ts';

const card = (...lines: readonly string[]) => ['---', ...lines, '---', '', '# A model', ''].join('\n');

describe('the licence in a card', () => {
  it('is what the card says, plain, quoted or with a comment', () => {
    const said = ['license: mit', "license: 'mit'", 'license: "mit"', 'license:   mit  ', 'license: mit # yes'];
    for (const line of said) assert.equal(licenceOf(card('tags:', '- onnx', line, 'language: en')), 'mit', line);
    assert.equal(licenceOf(`\uFEFF${card('license: mit').replaceAll('\n', '\r\n')}`), 'mit');
    assert.equal(licenceOf(card('license: cc-by-nc-4.0')), 'cc-by-nc-4.0');
  });

  it('has its name where it is another one', () => {
    assert.equal(licenceOf(card('license: other', 'license_name: stabilityai-community')), 'stabilityai-community');
    assert.equal(licenceOf(card('license: other')), 'other');
    assert.equal(licenceOf(card('license: mit', 'license_name: x')), 'mit');
  });

  it('is none where none is said in a word', () => {
    const none = ['license:', 'license: [mit, apache-2.0]', 'license: &a mit', 'license: |', 'license: null', 'x: mit'];
    for (const line of none) assert.equal(licenceOf(card(line, '- mit')), undefined, line);
    assert.equal(licenceOf(card(`license: ${'x'.repeat(200)}`)), undefined);
    assert.equal(licenceOf('license: mit'), undefined);
    assert.equal(licenceOf('---\nlicense: mit\n'), undefined);
    assert.equal(licenceOf(card('license_link: mit', '  license: mit')), undefined);
  });

  it('is a name that a line can show, or none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (text) => {
        assert.match(licenceOf(card(`license: ${text}`)) ?? 'none', /^[A-Za-z0-9][\w.+()/ -]{0,98}$/);
      }),
    );
  });

  it('takes no longer of cards that were written for it', () => {
    const hostile = ['!a '.repeat(60_000), '['.repeat(60_000), ' '.repeat(200_000), `'${'#'.repeat(100_000)}`];
    for (const text of hostile) assert.equal(licenceOf(card(`x: ${text}`, `license: ${text}`)), undefined);
  });
});
