/** @file The files that a model's `adapter` names, taken together. */
import { createHash } from 'node:crypto';
import { Failure } from '../../../protocol/failure.ts';
import { fileDigest } from '../../files/file-digest.ts';
import { rememberModelOf } from '../model-digest.ts';
import { type LearnedToken, readLearnedTokens } from './learned-tokens.ts';

/**
 * @param files absolute paths
 * @param encoders how many text encoders the model has
 * @throws Failure as `readLearnedTokens`; `model-unsupported` when two files teach the same word
 */
export async function readAdapters(files: readonly string[], encoders: number): Promise<readonly LearnedToken[]> {
  const tokens = (await Promise.all(files.map((file) => readLearnedTokens(file, encoders)))).flat();
  const names = tokens.map(({ name }) => name.toLowerCase());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return tokens;
  throw new Failure('model-unsupported', `Two files of \`adapter\` teach \`${twice}\`; rename one, or leave it out.`);
}

/** Hex SHA-256: the model's own digest when there are no such files. */
export async function digestWithAdapters(model: string, files: readonly string[]): Promise<string> {
  if (files.length === 0) return model;
  const digests = await Promise.all(files.map(fileDigest));
  const digest = createHash('sha256')
    .update([model, ...digests].join('\n'))
    .digest('hex');
  rememberModelOf(digest, model);
  return digest;
}
