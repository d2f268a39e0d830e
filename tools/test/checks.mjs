/** @file The checks that run no product code: one test each. */

/** One TypeScript world a folder. */
const worlds = [
  'src/protocol',
  'src/language',
  'src/engine',
  'src/cli',
  'src/extension',
  'src/webviews',
  'test',
  'tools',
];

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly string[]} command a script of a package in node_modules, then its arguments
 */

/** @type {readonly Check[]} */
export const checks = [
  ...worlds.map((world) => ({ name: `types of ${world}`, command: ['typescript/bin/tsc', '-p', world] })),
  { name: 'format and lint', command: ['@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.'] },
  {
    name: 'who may import whom',
    command: ['dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'src', 'tools'],
  },
];
