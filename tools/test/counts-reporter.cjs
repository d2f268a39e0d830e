/**
 * @file mocha's `spec` or `dot` output for people (VLPROMPT_REPORTER), and at the end the counts for tools/test.mjs, in
 * the file that VLPROMPT_COUNTS names. A run that dies writes none and is counted as failed.
 */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

const Base = process.env.VLPROMPT_REPORTER === 'dot' ? reporters.Dot : reporters.Spec;

module.exports = class CountsReporter extends Base {
  /** @param {import('mocha').Runner} runner @param {import('mocha').MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = runner.stats ?? { passes: 0, failures: 1 };
      const file = process.env.VLPROMPT_COUNTS;
      if (file !== undefined) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
