/** @file The checks that run no product code: one test each. */

/** One TypeScript world a folder. */
const worlds = [
  'src/protocol',
  'src/language',
  'src/engine',
  'src/reports',
  'src/cli',
  'src/extension',
  'src/webviews',
  'test',
  'tools',
];

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly string[]} command a script relative to the checkout, then its arguments
 */

/** @type {readonly Check[]} */
export const checks = [
  ...worlds.map((world) => ({ name: `types of ${world}`, command: ['node_modules/typescript/bin/tsc', '-p', world] })),
  {
    name: 'format and lint',
    command: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
  },
  {
    name: 'who may import whom',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'tools',
    ],
  },
  { name: 'the generated parser', command: ['tools/test/generated-grammar.mjs'] },
];
