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
    /** @type {Map<string, string>} */
    const failed = new Map();
    /** @type {Map<string, string>} */
    const retried = new Map();
    runner.on(EVENT_TEST_FAIL, (test, error) => failed.set(test.fullTitle(), told(test, error)));
    runner.on(EVENT_TEST_RETRY, (test, error) => retried.set(test.fullTitle(), told(test, error)));
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures } = runner.stats ?? { passes: 0, failures: 1 };
      for (const title of failed.keys()) retried.delete(title);
      const counts = {
        passed: passes,
        failed: failures,
        failures: [...failed.values()],
        retried: [...retried.values()],
      };
      if (process.env.VLPROMPT_COUNTS !== undefined) writeFileSync(process.env.VLPROMPT_COUNTS, JSON.stringify(counts));
    });
  }
};

/** @param {import('mocha').Runnable} test @param {unknown} error */
function told(test, error) {
  const [reason = ''] = String(error instanceof Error ? error.message : error).split('\n');
  return `${test.fullTitle()}: ${reason.slice(0, 300)}`;
}
