import assert from 'node:assert/strict';
import { readLogLine } from '../../../src/engine/client/log-line.ts';

describe('a line of the engine', () => {
  it('carries its level', () => {
    for (const level of ['error', 'warn', 'info', 'debug'] as const) {
      assert.deepEqual(readLogLine(`[${level}] Opened unet.`), { level, text: 'Opened unet.' });
    }
  });

  it('that native code wrote is a warning, as it is', () => {
    for (const text of ['Vulkan: no driver', '', '[loud] x', ' [info] x', '[info]x']) {
      assert.deepEqual(readLogLine(text), { level: 'warn', text });
    }
  });
});
