import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnsOf, cut, padEnd, padStart, printable, shorten } from '../../../src/cli/terminal/columns.ts';
import { words } from '../support/words.ts';

describe('columns', () => {
  it('counts what a terminal shows', () => {
    assert.equal(columnsOf('日本'), 4);
    assert.equal(columnsOf('e\u0301'), 1);
    assert.equal(columnsOf('\x1b[31mred\x1b[39m'), 3);
  });

  it('never cuts through a letter, nor beyond the room', () => {
    assert.equal(cut('日本語', 3), '日');
    assert.equal(cut('👩‍🔬x', 1), '');
    fc.assert(fc.property(words, fc.nat(30), (text, room) => columnsOf(cut(text, room)) <= room));
  });

  it('shortens only what is too long, and says so', () => {
    assert.equal(shorten('ankle boot', 10), 'ankle boot');
    assert.equal(shorten('ankle boots', 10), 'ankle boo…');
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (text, room) => columnsOf(shorten(text, room)) <= room),
    );
  });

  it('pads to the same width on either side', () => {
    fc.assert(
      fc.property(words, (text) => {
        const room = columnsOf(text) + 3;
        assert.equal(columnsOf(padStart(text, room)), room);
        assert.equal(columnsOf(padEnd(text, room)), room);
      }),
    );
  });

  it('takes the power out of text from files', () => {
    assert.equal(printable('a\x1b[2Jb\nc\x07'), 'a␛[2Jb␊c␇');
    assert.equal(printable('\u202egnp.exe\x9b'), '�gnp.exe�');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(printable(text)),
      ),
    );
  });
});
