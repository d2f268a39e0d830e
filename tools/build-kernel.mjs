/** @file Assembles src/engine/images/resample-kernel.wat: `node tools/build-kernel.mjs`. A test says when it is due. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const images = new URL('../src/engine/images/', import.meta.url);

/** The TypeScript file that holds the assembled kernel. */
export const kernelFile = fileURLToPath(new URL('generated/resample-kernel-bytes.ts', images));

/** What that file must contain. */
export async function kernelSource() {
  const { parseWat } = await wabt();
  const text = readFileSync(new URL('resample-kernel.wat', images), 'utf8');
  const { buffer } = parseWat('resample-kernel.wat', text, { simd: true }).toBinary({});
  const bytes = Buffer.from(buffer).toString('base64');
  return `/** Assembled from resample-kernel.wat by tools/build-kernel.mjs. */\nexport const resampleKernelBytes =\n  '${bytes}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(kernelFile, await kernelSource());
