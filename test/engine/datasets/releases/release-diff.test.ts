import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ManifestImage } from '../../../../src/engine/datasets/releases/manifest.ts';
import { diffStates, type SetState } from '../../../../src/engine/datasets/releases/release-diff.ts';
import { digestOf } from '../../../../src/engine/files/digest.ts';

const classes = ['shirt', 'boot', 'bag'];

const image = fc
  .record({ number: fc.nat(15), class: fc.constantFrom(...classes), split: fc.constantFrom('train', 'val') })
  .map(({ number, ...rest }): ManifestImage => {
    return { id: digestOf(`${number}`), sha256: digestOf(`file ${number}`), ...rest, file: 'f', columns: {} };
  });

const state = fc
  .uniqueArray(image, { selector: ({ id }) => id, maxLength: 12 })
  .map((images): SetState => ({ classes, images, words: '' }));

const place = ({ class: label, split }: ManifestImage) => `${split}/${label}`;

describe('what differs between two states of a set', () => {
  it('makes the newer of the older', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const { added, removed, relabelled, moved, counts } = diffStates(before, after);
        const places = new Map(before.images.map((each) => [each.id, place(each)]));
        for (const { id } of removed) assert.ok(places.delete(id));
        for (const each of added) places.set(each.id, place(each));
        for (const pair of [...relabelled, ...moved]) places.set(pair.after.id, place(pair.after));
        assert.deepEqual(places, new Map(after.images.map((each) => [each.id, place(each)])));
        assert.equal(counts.same + counts.added + counts.relabelled + counts.moved, after.images.length);
      }),
    );
  });

  it('is major when anything that was there is not as it was, minor when something came, else nothing', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const now = new Map(after.images.map((each) => [each.id, place(each)]));
        const isKept = before.images.every((each) => now.get(each.id) === place(each));
        const isMore = after.images.length > before.images.length;
        const expected = isKept ? (isMore ? 'minor' : 'none') : 'major';
        assert.equal(diffStates(before, after).change, expected);
      }),
    );
  });

  const one: ManifestImage = {
    id: 'a',
    sha256: 'b',
    class: 'shirt',
    split: 'train',
    file: 'f',
    columns: { score: 0.5 },
  };
  const of = (own: Partial<SetState>): SetState => ({ classes, images: [one], words: 'w', ...own });
  const changes: readonly (readonly [string, SetState, string])[] = [
    ['the same', of({}), 'none'],
    ['other words', of({ words: 'v' }), 'patch'],
    ['another score', of({ images: [{ ...one, columns: { score: 0.6 } }] }), 'patch'],
    ['a file of the same pixels', of({ images: [{ ...one, sha256: 'c' }] }), 'patch'],
    ['another commit', of({ images: [{ ...one, columns: { score: 0.5, recipe_ref: 'f#1@abc' } }] }), 'none'],
    ['another place of the file', of({ images: [{ ...one, file: 'g' }] }), 'none'],
    ['a column without a value', of({ images: [{ ...one, columns: { score: 0.5, rating: null } }] }), 'none'],
    ['a class more', of({ classes: [...classes, 'coat'] }), 'minor'],
    ['classes in another order', of({ classes: ['boot', 'shirt', 'bag'] }), 'major'],
    ['a class less', of({ classes: ['shirt'] }), 'major'],
  ];
  for (const [what, after, change] of changes) {
    it(`calls ${what} ${change}`, () => assert.equal(diffStates(of({}), after).change, change));
  }

  it('is the first without one before it', () => assert.equal(diffStates(undefined, of({})).change, 'first'));
});
