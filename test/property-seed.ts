/**
 * @file Seeds of property tests: the same ones in each run, so that what fails in one fails in the next. Another number in
 * VLPROMPT_PROPERTY_SEED tries other cases, `random` others each time; a test that fails tells its seed.
 */
import fc from 'fast-check';

const usual = 20_261_122;
const asked = process.env.VLPROMPT_PROPERTY_SEED ?? String(usual);

if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) });
