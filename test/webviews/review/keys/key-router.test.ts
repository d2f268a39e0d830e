import assert from 'node:assert/strict';
import type { ReviewMode } from '../../../../src/protocol/webviews/review.ts';
import { reviewKeyRows } from '../../../../src/protocol/webviews/review-keys.ts';
import { keyLists } from '../../../../src/webviews/review/keys/key-lists.ts';
import { keyCalled, keyName } from '../../../../src/webviews/review/keys/key-names.ts';
import { KeyRouter } from '../../../../src/webviews/review/keys/key-router.ts';

const modes: readonly ReviewMode[] = ['cull', 'grid', 'pairs'];

describe('keys of a review', () => {
  it('do one thing each, in every mode', () => {
    for (const mode of modes) {
      const rows = reviewKeyRows.filter((row) => row.modes === undefined || row.modes.includes(mode));
      const keys = rows.flatMap((row) => row.keys);
      assert.deepEqual(
        keys.filter((key, index) => keys.indexOf(key) !== index),
        [],
        mode,
      );
    }
  });

  it('mean what the mode makes of them', () => {
    const router = new KeyRouter();
    assert.deepEqual(router.routeOf('cull', '3'), { action: 'relabel', index: 2, isRepeated: false });
    assert.deepEqual(router.routeOf('pairs', '3'), { action: 'keep-best', index: 2, isRepeated: false });
    assert.equal(router.routeOf('cull', 'a')?.action, 'auto-advance');
    assert.equal(router.routeOf('pairs', 'a')?.action, 'keep-all');
    assert.equal(router.routeOf('grid', 'a'), undefined);
    assert.equal(router.routeOf('grid', 'Control+a')?.action, 'select-all');
    assert.equal(router.routeOf('cull', 'ArrowRight')?.isRepeated, true);
    assert.equal(router.routeOf('cull', 'q'), undefined);
  });

  it('are replaced by those of the user, who also take keys from what they usually do', () => {
    const router = new KeyRouter({ accept: ['Q', 'Ctrl+Enter'], pin: ['x'], undo: [], unknown: ['w'] });
    assert.equal(router.routeOf('cull', 'q')?.action, 'accept');
    assert.equal(router.routeOf('cull', 'Control+Enter')?.action, 'accept');
    assert.equal(router.routeOf('cull', 'p'), undefined);
    assert.equal(router.routeOf('cull', 'x')?.action, 'pin');
    assert.equal(router.routeOf('cull', 'z'), undefined);
    assert.equal(router.routeOf('cull', 'w')?.action, 'why');
    assert.equal(router.keyOf('cull', 'accept'), 'q');
    assert.equal(router.keyOf('cull', 'reject'), undefined);
    assert.ok(!router.rowsIn('cull').some(({ action }) => action === 'undo'));
  });

  it('are listed by mode', () => {
    const { everywhere, byMode } = keyLists(new KeyRouter({ accept: ['q'] }));
    assert.deepEqual(everywhere.find(({ action }) => action === 'accept')?.keys, ['q']);
    assert.deepEqual(everywhere.find(({ action }) => action === 'rate')?.keys, ['Shift+1', '…', 'Shift+5']);
    assert.deepEqual(
      byMode.map(([title]) => title),
      ['One by one', 'Many', 'Near-duplicates'],
    );
    assert.ok(byMode[2]?.[1].some(({ action }) => action === 'tell-apart'));
    assert.ok(!everywhere.some(({ action }) => action === 'tell-apart'));
  });
});

describe('the name of a pressed key', () => {
  const bare = { code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  const cases: readonly (readonly [Partial<KeyboardEvent> & { readonly key: string }, string | undefined])[] = [
    [{ key: 'p', code: 'KeyP' }, 'p'],
    [{ key: 'X', code: 'KeyX', shiftKey: true }, 'Shift+x'],
    [{ key: 'P', code: 'KeyP' }, 'p'],
    [{ key: '!', code: 'Digit1', shiftKey: true }, 'Shift+1'],
    [{ key: '1', code: 'Digit1' }, '1'],
    // A French keyboard.
    [{ key: '&', code: 'Digit1' }, '1'],
    [{ key: '1', code: 'Digit1', shiftKey: true }, 'Shift+1'],
    // A German keyboard has the slash above its seven.
    [{ key: '/', code: 'Digit7', shiftKey: true }, '/'],
    [{ key: '?', code: 'Slash', shiftKey: true }, '?'],
    [{ key: '+', code: 'Equal', shiftKey: true }, '+'],
    [{ key: '7', code: 'Numpad7' }, '7'],
    [{ key: ' ', code: 'Space' }, 'Space'],
    [{ key: 'ArrowDown', code: 'ArrowDown', shiftKey: true }, 'Shift+ArrowDown'],
    [{ key: 'a', code: 'KeyA', ctrlKey: true }, 'Control+a'],
    [{ key: 'a', code: 'KeyA', metaKey: true }, 'Control+a'],
    [{ key: '1', code: 'Digit1', ctrlKey: true }, 'Control+1'],
    [{ key: 'p', code: 'KeyP', altKey: true }, undefined],
  ];
  for (const [event, name] of cases) {
    it(`is ${name} for ${JSON.stringify(event)}`, () => assert.equal(keyName({ ...bare, ...event }), name));
  }

  it('is found for what people write into settings', () => {
    const written = ['Ctrl+A', 'esc', 'X', 'Shift+X', ' ', 'Left', '+', 'Ctrl++', 'F', 'F2', 'cmd+shift+up'];
    assert.deepEqual(written.map(keyCalled), [
      'Control+a',
      'Escape',
      'x',
      'Shift+x',
      'Space',
      'ArrowLeft',
      '+',
      'Control++',
      'f',
      'F2',
      'Control+Shift+ArrowUp',
    ]);
  });
});
