/**
 * @file `npm run fuzz -- [cases] [seed] [family]`: texts of every kind through everything that reads texts, and files of
 * models through what reads those, a million of them unless said otherwise. Fails with the seed and the smallest
 * counter-example.
 */
import { modelFileFamilies } from '../../test/engine/hostile-files/model-file-families.ts';
import { fileFamilies } from '../../test/language/programs/file-families.ts';
import { promptFamilies } from '../../test/language/programs/prompt-families.ts';
import { fuzz } from './fuzz.ts';

const [cases = '1000000', seed = String(Date.now() % 2 ** 31), wanted = ''] = process.argv.slice(2);
const all = [...fileFamilies, ...promptFamilies, ...modelFileFamilies];
const families = all.filter(({ name }) => name.includes(wanted));
if (families.length === 0 || !(Number(cases) > 0) || !Number.isInteger(Number(seed))) {
  console.error(`npm run fuzz -- [cases] [seed] [${all.map(({ name }) => name).join(' | ')}]`);
  process.exit(1);
}
process.exit((await fuzz(families, Number(cases), Number(seed))) === 0 ? 0 : 1);
