/**
 * @file mocha's `spec` or `dot` output for people (VLPROMPT_REPORTER), and at the end the counts for tools/test.mjs, in
 * the file that VLPROMPT_COUNTS names, with what failed and what passed at its second try only. A run that dies writes
 * none and is counted as failed.
 */
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

const Base = process.env.VLPROMPT_REPORTER === 'dot' ? reporters.Dot : reporters.Spec;
const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_RETRY } = Runner.constants;

module.exports = class CountsReporter extends Base {
  /** @param {import('mocha').Runner} runner @param {import('mocha').MochaOptions} options */
  constructor(runner, options) {
    super(runner, options);
    /** @type {string[]} */
    const failures = [];
    /** @type {string[]} */
    const retried = [];
    runner.on(EVENT_TEST_FAIL, (test, error) => failures.push(told(test, error)));
    runner.on(EVENT_TEST_RETRY, (test, error) => retried.push(told(test, error)));
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures: failed } = runner.stats ?? { passes: 0, failures: 1 };
      const file = process.env.VLPROMPT_COUNTS;
      if (file !== undefined) writeFileSync(file, JSON.stringify({ passed: passes, failed, failures, retried }));
    });
  }
};

/** @param {import('mocha').Runnable} test @param {unknown} error */
function told(test, error) {
  const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
  return `${test.fullTitle()}: ${reason.slice(0, 300)}`;
}
