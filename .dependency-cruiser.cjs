/**
 * @file Who may import whom. The first guard is one tsconfig a world; this is the second; the third reads esbuild's
 * metafiles (test/architecture/bundles.test.ts). Types are imports too: `tsPreCompilationDeps`.
 */

/** What a folder may import; everything else is forbidden to it. */
const allowed = [
  {
    folder: 'src/protocol',
    may: ['src/protocol', 'src/language/plan', 'vscode-jsonrpc'],
    comment: 'The protocol runs anywhere: it knows the plan as types and the message library, and no platform.',
  },
  {
    folder: 'src/language',
    may: [
      'src/language',
      'src/protocol',
      'src/engine/text/token-counter.ts',
      'langium',
      'vscode-languageserver',
      'vscode-jsonrpc',
      'jsonc-parser',
      'yaml/',
      '@noble/hashes',
      'fflate',
      'node:',
    ],
    comment: 'The language needs no editor, no browser and no model.',
  },
  {
    folder: 'src/engine',
    may: [
      'src/engine',
      'package.json',
      'src/language/plan',
      // Drawn pictures say how they were drawn in other tools' words, for which there is one writer.
      'src/language/exchange/copy/infotext-of.ts',
      'src/language/exchange/metadata/crc32.ts',
      // Rules of a curation are data in the plan, and mean for images what they mean for cells.
      'src/language/conditions/condition.ts',
      'src/language/conditions/evaluate.ts',
      'src/protocol',
      'onnxruntime',
      'sharp',
      'vscode-jsonrpc',
      '@noble/hashes',
      'fflate',
      'hyparquet',
      'umap-js',
      'undici',
      'write-file-atomic',
      'node:',
    ],
    comment: 'The engine starts from a plan and knows neither the text nor the editor it came from.',
  },
  {
    folder: 'src/reports',
    may: ['src/reports', 'src/language/plan', 'src/protocol', 'node:'],
    comment: 'A report is made of what messages say and of picture files, by the command line and by the editor alike.',
  },
  {
    folder: 'src/cli',
    may: [
      'src/cli',
      'src/reports',
      'src/engine/client',
      'src/engine/hub/network/hub-environment.ts',
      'src/engine/text/token-counter.ts',
      'src/language',
      'src/protocol',
      '@modelcontextprotocol/sdk',
      'commander',
      'string-width',
      'write-file-atomic',
      'node:',
    ],
    comment: 'The command line is a front door: it compiles files and asks the engine process, as the editor does.',
  },
  {
    folder: 'src/extension',
    may: [
      'src/extension',
      'src/reports',
      'src/engine/client',
      'src/language/git/git.ts',
      'src/language/plan',
      'src/protocol',
      'vscode',
      'vscode-languageclient',
      'vscode-jsonrpc',
      'node:',
    ],
    comment: 'The extension translates for VS Code: models run in the engine process, never in the extension host.',
  },
  {
    folder: 'src/webviews',
    may: ['src/webviews', 'src/protocol', 'src/language/plan', 'lit', '@lit', 'vscode-jsonrpc'],
    comment: 'A webview shows what messages say: protocol, plan types and lit are all it has.',
  },
];

/** Matches what is not one of Node's own modules. */
const notNode = { dependencyTypesNot: ['core'] };

module.exports = {
  forbidden: [
    ...allowed.map(({ folder, may, comment }) => ({
      name: `${folder.replace('src/', '')}-imports`,
      comment,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: { pathNot: may.filter((name) => name !== 'node:').map(asPattern), ...(may.includes('node:') && notNode) },
    })),
    {
      name: 'only-the-server-counts-tokens',
      comment: "The language asks its host to count tokens; only its own host, the server's entry, knows tokenizers.",
      severity: 'error',
      from: { path: '^src/language/', pathNot: '^src/language/server\\.ts$' },
      to: { path: '^src/engine/' },
    },
    {
      name: 'plan-is-plain-data',
      comment:
        'The plan is plain data with no model and no grammar behind its types; only its compiler knows the tree.',
      severity: 'error',
      from: { path: '^src/language/plan/plan\\.ts$' },
      to: { path: '.' },
    },
    {
      name: 'runtime-owns-onnxruntime',
      comment: 'One folder talks to onnxruntime, so that sessions, providers and dtypes are decided in one place.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/runtime/' },
      to: { path: 'node_modules/onnxruntime' },
    },
    {
      name: 'client-is-not-the-engine',
      comment:
        'The client runs in the extension host and in the command line: it starts the engine and imports none of it.',
      severity: 'error',
      from: { path: '^src/engine/client/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/client/' },
    },
    {
      name: 'pages-stand-alone',
      comment: 'Each page is a bundle of its own; what two of them show lies in src/webviews/shared.',
      severity: 'error',
      from: { path: '^src/webviews/([a-z]+)/' },
      to: { path: '^src/webviews/[a-z]+/', pathNot: '^src/webviews/(?:$1|shared)/' },
    },
    {
      name: 'arithmetic-knows-no-models',
      comment: 'Samplers, noise, pixels and figures are arithmetic: tests run them without a model or the runtime.',
      severity: 'error',
      from: { path: '^src/engine/(arithmetic|images|metrics|random|schedulers)/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/(arithmetic|files|images|metrics|random|schedulers)/' },
    },
    {
      name: 'runtime-knows-no-models',
      comment: 'The runtime runs graphs: what they are parts of, and who asks, is the business of folders above it.',
      severity: 'error',
      from: { path: '^src/engine/(runtime|files)/' },
      to: { path: '^src/engine/[a-z]+/', pathNot: '^src/engine/(runtime|files)/' },
    },
    {
      name: 'no-circles',
      comment: 'Files that import each other in a circle are one file in several pieces.',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that resolves to nothing fails at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'no-dev-dependencies',
      comment: 'The product ships its dependencies only.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^tools/starter-pack' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

/** A folder of ours, or a package by the beginning of its name. */
function asPattern(name) {
  if (name === 'package.json') return '^package\\.json$';
  if (name === 'vscode') return '^vscode$|node_modules/@types/vscode/';
  if (name.endsWith('.ts')) return `^${name.replace('.', '\\.')}$`;
  return name.startsWith('src/') ? `^${name}/` : `node_modules/${name}`;
}
