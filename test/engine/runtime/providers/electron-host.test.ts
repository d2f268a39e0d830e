import assert from 'node:assert/strict';
import { checkNode } from '../../../../src/engine/doctor/check-machine.ts';
import { electronWarning } from '../../../../src/engine/runtime/providers/electron-host.ts';

describe("VS Code's own Node", () => {
  it('is warned of for large graphs', () => {
    assert.match(electronWarning('unet', 3.4e9, '37.0.0') ?? '', /^unet \(3\.4 GB\) runs in VS Code's own Node/);
    assert.equal(electronWarning('unet', 3.4e9, undefined), undefined);
    assert.equal(electronWarning('text_encoder', 5e8, '37.0.0'), undefined);
  });

  it('is warned of by the doctor', async () => {
    const { state, detail } = await checkNode({}, '37.0.0');
    assert.equal(state, 'warning');
    assert.match(detail, /Electron 37\.0\.0.*name one in `vlprompt\.engine\.node`/);
    assert.equal((await checkNode({}, undefined)).state, 'good');
  });
});
