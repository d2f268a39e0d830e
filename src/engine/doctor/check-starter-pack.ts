/** @file Whether the models that ship with the product are all there, byte for byte. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readChecksums } from '../files/checksum-list.ts';
import type { Finding, Patient } from './examine.ts';

/** Without these nothing is drawn or judged. */
const needed = [
  'diffusion/model_index.json',
  'diffusion/text_encoder/model.onnx',
  'diffusion/unet/model.onnx',
  'diffusion/vae_decoder/model.onnx',
  'clip/config.json',
  'clip/preprocessor_config.json',
  'clip/onnx/text_model.onnx',
  'clip/onnx/vision_model.onnx',
];

const remedy = 'install the product again, or in a clone fetch the files of models/starter';

export async function checkStarterPack({ settings }: Patient): Promise<Finding> {
  const pack = settings.starterPack;
  const there = await Promise.all(needed.map((name) => isThere(path.join(pack, name))));
  const missing = needed.filter((_, i) => !there[i]);
  if (missing.length > 0) return bad(pack, `lacks ${missing.join(', ')}`);
  const digests = [...(await readChecksums(pack))];
  if (digests.length === 0) return { state: 'good', detail: `${pack} is complete; it lists no digests to compare.` };
  const same = await Promise.all(
    digests.map(async ([name, digest]) => digest === (await digestOfFile(path.join(pack, name)))),
  );
  const damaged = digests.filter((_, i) => !same[i]);
  if (damaged.length > 0) return bad(pack, `has damaged or missing files: ${damaged.map(([name]) => name).join(', ')}`);
  return { state: 'good', detail: `${pack} is complete: ${digests.length} files have the digests they should have.` };
}

function bad(pack: string, what: string): Finding {
  return { state: 'bad', detail: `The starter pack ${pack} ${what}; ${remedy}.` };
}

async function digestOfFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
    return hash.digest('hex');
  } catch {
    return undefined; // Missing or unreadable: not what it should be.
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    (status) => status.size > 0,
    () => false,
  );
}
