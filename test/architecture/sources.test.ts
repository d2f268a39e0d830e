/** @file What no file of the repository may say: where packages come from, and where somebody's checkout lies. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../tools/bundles.mjs';

/** Written so that the patterns do not find themselves. */
const forbidden = [
  {
    what: 'a package registry',
    pattern:
      /registry[.](npmjs|yarnpkg)|npm[.]pkg[.]github|pypi[.]org|(deb|security)[.]debian[.]org|proxy[.]golang[.]org/,
  },
  { what: 'a path of one machine', pattern: /(?<![\w.}/~-])[/](work|home|root|Users)[/][a-z]/ },
];

describe('sources', () => {
  for (const { what, pattern } of forbidden) {
    it(`no file names ${what}`, () => {
      const places = textFiles().flatMap((file) => linesMatching(file, pattern));
      assert.deepEqual(places, []);
    });
  }
});

function textFiles(): readonly string[] {
  const listing = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  const binary = /[.](onnx|png|jpg|npy|npz|gz|ttf|bin|safetensors)$/;
  return listing.split('\0').filter((file) => file !== '' && !binary.test(file));
}

function linesMatching(file: string, pattern: RegExp): readonly string[] {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
  return lines.flatMap((line, index) =>
    pattern.test(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
  );
}
