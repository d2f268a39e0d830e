import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, type Unzipped, unzipSync } from 'fflate';
import { isPlatform, largestPackage, targets } from '../../../tools/package/targets.mjs';
import { checkout } from '../folders.ts';
import { platformOf } from './native-code.ts';

const native = /[.](node|so[.\d]*|dylib|dll)$/;

/** What the platform's own runtime consists of, beside sharp's. */
const runtimeFiles: Readonly<Record<string, readonly string[]>> = {
  'linux-x64': ['libonnxruntime.so.1', 'onnxruntime_binding.node'],
  'linux-arm64': ['libonnxruntime.so.1', 'onnxruntime_binding.node'],
  'darwin-arm64': ['libonnxruntime.1.dylib', 'onnxruntime_binding.node'],
  'win32-x64': ['DirectML.dll', 'dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll', 'onnxruntime_binding.node'],
  'win32-arm64': ['DirectML.dll', 'dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll', 'onnxruntime_binding.node'],
};

for (const target of targets) {
  describe(`the package ${target.name}`, () => {
    let size: number;
    let files: Unzipped;

    before(() => {
      const bytes = readFileSync(path.join(checkout, '.work/vsix', `vlprompt-${target.name}.vsix`));
      size = bytes.length;
      files = unzipSync(bytes);
    });

    after(() => {
      files = {};
    });

    const names = () => Object.keys(files);
    const textOf = (name: string) => strFromU8(files[name] ?? assert.fail(`${name} is missing`));

    it('is small enough to install', () => assert.ok(size <= largestPackage, `${size} bytes`));

    it('tells VS Code what it is for', () => {
      const [, platform] = /TargetPlatform="([^"]+)"/.exec(textOf('extension.vsixmanifest')) ?? [];
      assert.equal(platform, isPlatform(target) ? target.name : undefined);
    });

    it('has native code of its platform and of no other', () => {
      const binaries = names().filter((name) => native.test(name));
      const platformsOf = new Set(binaries.map((name) => platformOf(files[name]!)));
      assert.deepEqual([...platformsOf], isPlatform(target) ? [target.name] : []);
      const runtime = binaries.filter((name) => name.includes('/onnxruntime-node/')).map((name) => path.basename(name));
      assert.deepEqual(runtime.sort(), [...(runtimeFiles[target.name] ?? [])].sort());
    });

    it('has the starter pack, byte for byte', () => {
      const folder = 'extension/models/starter';
      const sums = [...textOf(`${folder}/SHA256SUMS`).matchAll(/^([0-9a-f]{64}) [ *](.+)$/gm)];
      assert.ok(sums.length > 10);
      for (const [, digest, name] of sums) {
        const bytes = files[`${folder}/${name}`] ?? assert.fail(`${name} is missing`);
        assert.equal(createHash('sha256').update(bytes).digest('hex'), digest, name);
      }
    });

    it('has every bundle, the licences of all parts, and no sources', () => {
      const bundles = ['extension', 'server', 'cli', 'webviews/grid', 'webviews/matrix'];
      for (const name of bundles) {
        const found = names().filter((file) => file.startsWith(`extension/dist/${name}.`));
        assert.notEqual(found.length, 0, name);
      }
      assert.ok(names().includes('extension/THIRD-PARTY-NOTICES.txt'));
      assert.deepEqual(
        names().filter((name) => /[.](ts|map|py)$|[/][.]vlprompt[/]/.test(name)),
        [],
      );
    });

    it('has an engine, or says in one sentence that it lacks one and what to do', () => {
      const hasEngine = names().includes('extension/dist/engine.cjs');
      assert.equal(hasEngine, isPlatform(target));
      if (hasEngine) return;
      const sentence = textOf('extension/dist/engine-left-out.txt');
      for (const { name } of targets.filter(isPlatform)) assert.ok(sentence.includes(name), name);
    });

    it('installs nothing and runs no script', () => {
      const manifest: Record<string, unknown> = JSON.parse(textOf('extension/package.json'));
      for (const key of ['scripts', 'dependencies', 'devDependencies']) assert.equal(manifest[key], undefined);
    });
  });
}
