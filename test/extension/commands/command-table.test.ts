import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import {
  type Command,
  commandTable,
  drawnContextKey,
  viewTypes,
} from '../../../src/extension/commands/command-table.ts';
import { manifest, reference } from '../manifest.ts';

const commands: readonly (readonly [string, Command])[] = Object.entries(commandTable);
const { contributes, activationEvents } = manifest;

describe('the commands', () => {
  it('are contributed as the table says', () => {
    assert.deepEqual(
      contributes.commands.map(({ command, title, enablement }) => [command, title, enablement]),
      commands.map(([id, { title, enablement }]) => [id, title, enablement]),
    );
    assert.ok(contributes.commands.every(({ category }) => category === 'VLPrompt'));
  });

  it('are in the palette when the table says', () => {
    assert.deepEqual(
      new Map(contributes.menus.commandPalette?.map(({ command, when }) => [command, when])),
      new Map(commands.flatMap(([id, { palette }]) => (palette === undefined ? [] : [[id, palette]]))),
    );
  });

  it('are in menus and in the walkthrough under names that exist', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const inWalkthrough = steps().flatMap(({ description }) => [...description.matchAll(/command:(vlprompt[\w.]+)/g)]);
    for (const id of [...inMenus, ...inWalkthrough.map(([, id]) => id)]) assert.ok(id && id in commandTable, id);
  });

  it('stand in the reference', () => {
    for (const [id, { title }] of commands) assert.ok(reference.includes(`| ${title} | \`${id}\` |`), id);
  });
});

describe('the walkthrough', () => {
  it('waits for things that happen', () => {
    const events = steps().flatMap(({ completionEvents }) => completionEvents);
    const happening = new Set([
      ...commands.map(([id]) => `onCommand:${id}`),
      'onContext:isWorkspaceTrusted',
      `onContext:${drawnContextKey}`,
    ]);
    assert.deepEqual(
      events.filter((event) => !happening.has(event)),
      [],
    );
    assert.equal(events.at(-1), `onContext:${drawnContextKey}`);
  });

  it('has its pictures', () => {
    for (const { media } of steps())
      assert.ok(existsSync(new URL(`../../../${media.svg}`, import.meta.url)), media.svg);
  });
});

describe('the panels', () => {
  it('are restored in a window where nothing else starts the extension', () => {
    for (const viewType of Object.values(viewTypes)) assert.ok(activationEvents.includes(`onWebviewPanel:${viewType}`));
  });
});

function steps() {
  return contributes.walkthroughs.flatMap(({ steps }) => steps);
}
