import assert from 'node:assert/strict';
import { engineEnvironment } from '../../../src/engine/client/engine-environment.ts';

describe('engineEnvironment', () => {
  const parent = {
    PATH: '/bin',
    LANG: 'C',
    NODE_OPTIONS: '--require debugger',
    VSCODE_PID: '1',
    VSCODE_IPC_HOOK: '/x',
    ELECTRON_NO_ATTACH_CONSOLE: '1',
    ELECTRON_RUN_AS_NODE: '1',
  };

  it('leaves out what would change the child', () => {
    assert.deepEqual(engineEnvironment(parent, false), { PATH: '/bin', LANG: 'C' });
  });

  it('tells Electron to be a Node', () => {
    assert.equal(engineEnvironment(parent, true).ELECTRON_RUN_AS_NODE, '1');
  });
});
