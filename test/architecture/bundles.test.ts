/** @file The third guard of "who may import whom": what esbuild really put into each bundle. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { bundles, root } from '../../tools/bundles.mjs';

interface Guard {
  /** What a bundle may hold, by the beginning of an input's path. */
  readonly inside: readonly string[];
  /** What it may require when it runs, Node's own modules aside. */
  readonly outside: readonly string[];
}

const packages = (...names: readonly string[]) => names.map((name) => `node_modules/${name}`);
const messages = packages('vscode-jsonrpc/');

const languagePackages = [
  'langium/',
  'vscode-language',
  'vscode-uri/',
  '@chevrotain/',
  'chevrotain',
  'lodash-es/',
  'jsonc-parser/',
  'yaml/',
  '@noble/hashes/',
  'fflate/',
];

/** A tokenizer is read without a model: rules of where models lie, and the files themselves. */
const tokenizers = [
  'src/engine/execution/models/model-place.ts',
  'src/engine/files/digest.ts',
  'src/engine/files/json-file.ts',
  'src/engine/files/system-code.ts',
  'src/engine/files/workspace-path.ts',
  'src/engine/hub/cache/hub-cache.ts',
  'src/engine/hub/hub-snapshot.ts',
  'src/engine/hub/lock/lock-file.ts',
  'src/engine/hub/network/hub-environment.ts',
  'src/engine/hub/network/hub-spec.ts',
  'src/engine/hub/network/listed-path.ts',
  'src/engine/recent-map.ts',
  'src/engine/runtime/onnx/protobuf-walk.ts',
  'src/engine/text/',
];

const processGuards: Readonly<Record<string, Guard>> = {
  extension: {
    inside: [
      'src/extension/',
      'src/engine/client/',
      'src/protocol/',
      'src/language/plan/',
      // Asks git without what a repository configures.
      'src/language/git/git.ts',
      'src/reports/',
      ...messages,
      ...packages(
        // The stamp of what images a plan asks for.
        '@noble/hashes/',
        'vscode-language',
        'semver/',
        'minimatch/',
        'brace-expansion/',
        'balanced-match/',
        'lru-cache/',
        'yallist/',
      ),
    ],
    outside: ['vscode'],
  },
  server: {
    inside: [...tokenizers, 'src/language/', 'src/protocol/', ...messages, ...packages(...languagePackages)],
    outside: [],
  },
  engine: {
    inside: [
      'package.json',
      'src/engine/',
      'src/protocol/',
      'src/language/plan/',
      // What rules of a curation mean.
      'src/language/conditions/evaluate.ts',
      // The writer of the texts that other tools read in pictures, and what it rewrites a prompt's brackets with.
      'src/language/exchange/copy/',
      'src/language/exchange/metadata/crc32.ts',
      'src/language/prompt/attention/',
      'src/language/prompt/last-at-or-before.ts',
      ...messages,
      ...packages(
        '@noble/hashes/',
        'fflate/',
        'undici/',
        'hyparquet/',
        'hyparquet-writer/',
        'umap-js/',
        'ml-levenberg-marquardt/',
        'ml-matrix/',
        'is-any-array/',
        'yaml/',
        'write-file-atomic/',
        'imurmurhash/',
        'signal-exit/',
      ),
    ],
    // onnxruntime-node is required at run time, from where it is installed.
    outside: ['sharp'],
  },
  cli: {
    inside: [
      ...tokenizers,
      'src/cli/',
      'src/engine/client/',
      'src/language/',
      'src/protocol/',
      'src/reports/',
      ...messages,
      ...packages(...languagePackages),
      // Of the Model Context Protocol: its SDK, without the servers that speak HTTP.
      ...packages(
        '@modelcontextprotocol/sdk/',
        'zod/',
        'zod-to-json-schema/',
        'ajv/',
        'ajv-formats/',
        'fast-deep-equal/',
        'fast-uri/',
        'json-schema-traverse/',
      ),
      ...packages(
        'commander/',
        'string-width/',
        'strip-ansi/',
        'ansi-regex/',
        'get-east-asian-width/',
        'write-file-atomic/',
        'imurmurhash/',
        'signal-exit/',
      ),
    ],
    outside: [],
  },
};

const webviewGuard: Guard = {
  inside: [
    'src/webviews/',
    'src/protocol/',
    'src/language/plan/',
    ...messages,
    ...packages('lit/', 'lit-html/', 'lit-element/', '@lit/'),
  ],
  outside: [],
};

describe('bundles', () => {
  for (const { name, entry } of bundles()) {
    it(`${name} holds only what its world may import`, () => {
      const guard = processGuards[name] ?? webviewGuard;
      const { inputs } = metafileOf(name);
      assert.ok(entry in inputs, `${entry} is missing`);
      assert.deepEqual(
        Object.keys(inputs).filter((input) => !startsWithAny(input, guard.inside)),
        [],
      );
    });

    it(`${name} requires only what stands beside it`, () => {
      const guard = processGuards[name] ?? webviewGuard;
      const required = Object.values(metafileOf(name).outputs).flatMap((output) => output.imports);
      const foreign = required.filter(
        ({ path: id, external }) => external && !isNodes(id) && !guard.outside.includes(id),
      );
      assert.deepEqual(foreign, []);
    });
  }

  it('there are webviews and every process', () => {
    const names = bundles().map(({ name }) => name);
    assert.ok(names.some((name) => name.startsWith('webview-')));
    for (const name of Object.keys(processGuards)) assert.ok(names.includes(name), name);
  });
});

function metafileOf(name: string): Metafile {
  const file = path.join(root, `dist/meta/${name}.json`);
  assert.ok(existsSync(file), `${file} is missing: run \`node tools/build.mjs\` first`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

function startsWithAny(input: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => input.startsWith(beginning));
}

function isNodes(id: string): boolean {
  return isBuiltin(id);
}
