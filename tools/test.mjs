/**
 * @file `node tools/test.mjs [stage…]`: every test of the project, or those of some stages. A failed stage does not
 * stop the next one, except that nothing can run without a set-up. The last line is `N passed, N failed`.
 */
import { stages } from './test/stages.mjs';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const chosen = stages.filter(({ name }) => wanted.length === 0 || name === 'setup' || wanted.includes(name));
const rows = [];
for (const stage of chosen) {
  console.log(`\n── ${stage.name} ──`);
  const started = Date.now();
  const counts = await stage.run();
  rows.push({ name: stage.name, ...counts, seconds: (Date.now() - started) / 1000 });
  if (stage.name === 'setup' && counts.failed > 0) break;
}

for (const { failures = [] } of rows) for (const failure of failures) console.log(`\n✗ ${failure}`);
for (const { retried = [] } of rows) for (const test of retried) console.log(`\n~ tried again: ${test}`);

console.log('\n── summary ──');
for (const { name, passed, failed, seconds } of rows) {
  console.log(
    `${failed === 0 ? '✓' : '✗'} ${name.padEnd(16)}${passed} passed, ${failed} failed in ${seconds.toFixed(0)} s`,
  );
}
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
const failed = rows.reduce((sum, row) => sum + row.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
