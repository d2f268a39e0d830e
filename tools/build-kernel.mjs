/** @file Assembles the kernels of src/engine: `node tools/build-kernel.mjs`. A test of each says when it is due. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const engine = new URL('../src/engine/', import.meta.url);

/** Where each lies, and what its bytes are called. */
const kernels = {
  'resample-kernel': { folder: 'images/', constant: 'resampleKernelBytes' },
  'distance-kernel': { folder: 'metrics/sets/', constant: 'distanceKernelBytes' },
};

/** @typedef {keyof typeof kernels} KernelName */

/** The TypeScript file that holds an assembled kernel. @param {KernelName} name */
export function kernelFile(name) {
  return fileURLToPath(new URL(`${kernels[name].folder}generated/${name}-bytes.ts`, engine));
}

/** What that file must contain. @param {KernelName} name */
export async function kernelSource(name) {
  const { folder, constant } = kernels[name];
  const { parseWat } = await wabt();
  const text = readFileSync(new URL(`${folder}${name}.wat`, engine), 'utf8');
  const { buffer } = parseWat(`${name}.wat`, text, { simd: true }).toBinary({});
  const bytes = Buffer.from(buffer).toString('base64');
  return `/** Assembled from ${name}.wat by tools/build-kernel.mjs. */\nexport const ${constant} =\n  '${bytes}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Object.keys widens; the keys of the table are the names.
  const names = /** @type {KernelName[]} */ (Object.keys(kernels));
  for (const name of names) writeFileSync(kernelFile(name), await kernelSource(name));
}
