/** @file What the documents lead to is there: files they link to, commands they name. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../tools/bundles.mjs';

const documents = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '');
const manifest: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(read('package.json'));

/** Of any depth. */
const commandNames = execFileSync('git', ['ls-files', '-z', 'src/cli'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '')
  .flatMap((file) => [...read(file).matchAll(/\.command\('([a-z]+)'\)/g)].map(([, name = '']) => name));

describe('documents', () => {
  it('are found', () => assert.ok(documents.includes('README.md')));

  for (const file of documents) {
    it(`${file} links only to what is there`, () => {
      const links = [...read(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
      const own = links.filter((link) => !/^[a-z]+:/.test(link));
      assert.deepEqual(
        own.filter((link) => !existsSync(path.join(root, path.dirname(file), link))),
        [],
      );
    });

    it(`${file} names only commands that there are`, () => {
      const [scripts, commands] = [Object.keys(manifest.scripts), commandNames];
      const text = read(file);
      assert.deepEqual(
        [...text.matchAll(/\bnpm run ([\w:-]+)/g)]
          .map(([, name = '']) => name)
          .filter((name) => !scripts.includes(name)),
        [],
      );
      assert.deepEqual(
        [...text.matchAll(/(?:`|npx )vlprompt ([a-z][\w-]*)/g)]
          .map(([, name = '']) => name)
          .filter((name) => !commands.includes(name)),
        [],
      );
    });
  }
});

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
