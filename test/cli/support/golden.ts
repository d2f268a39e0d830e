/** @file Text that people read, compared with the file that holds it; a mismatch leaves `<name>.actual` beside it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../fixtures/cli', import.meta.url));

export function assertGolden(name: string, actual: string): void {
  const file = path.join(folder, name);
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
  rmSync(`${file}.actual`, { force: true });
  if (actual !== expected) writeFileSync(`${file}.actual`, actual);
  assert.equal(actual, expected, `${name} differs; ${name}.actual is what was made`);
}
