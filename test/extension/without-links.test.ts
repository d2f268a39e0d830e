import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withoutLinks } from '../../src/extension/without-links.ts';

/** What VS Code takes for links: `linkedText.ts`, also once it has made spaces of line breaks. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
const linksIn = (text: string) => text.replace(/\r\n|\n|\r/g, ' ').match(link) ?? [];

describe('a notification', () => {
  it('has no links, whatever files are called', () => {
    const folder = 'There is no model in [it](command:workbench.action.terminal.new "Trust me"); [2]\n(https://x.org)';
    assert.equal(linksIn(folder).length, 1);
    assert.deepEqual(linksIn(withoutLinks(folder)), []);
    const pieces = fc.array(fc.constantFrom('[', ']', '(', ')', '\n', ' ', 'command:a', 'https://a', 'a', '"'));
    fc.assert(fc.property(pieces, (texts) => assert.deepEqual(linksIn(withoutLinks(texts.join(''))), [])));
  });

  it('says what it said otherwise', () => {
    const plain = 'The model folder C:\\models [old] (a copy) cannot be read (EACCES).';
    assert.equal(withoutLinks(plain), plain);
  });
});
