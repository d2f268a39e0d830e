/**
 * @file Operators that tools for one kind of hardware put in place of ONNX's own. Graphs with them do not open elsewhere.
 * Sources: https://github.com/microsoft/onnxruntime/blob/main/docs/OperatorKernels.md for `cuda` and `dml`; opening
 * graphs of one operator with onnxruntime 1.30 for `cpu` and `webgpu`.
 */
import type { ProviderName } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { OnnxFile } from './onnx-file.ts';

/** Operator → the providers that have it. */
const fused: { readonly [operator: string]: readonly ProviderName[] } = {
  'com.microsoft.NhwcConv': ['cuda', 'dml'],
  'com.microsoft.GroupNorm': ['cuda', 'dml'],
  'com.microsoft.SkipGroupNorm': ['cuda'],
  'com.microsoft.BiasSplitGelu': ['cuda', 'dml', 'webgpu'],
  'com.microsoft.BiasAdd': ['cuda', 'dml', 'webgpu'],
};

/**
 * Costs no session: weights of gigabytes need not be read for this.
 * @throws Failure `model-unsupported` naming the operators and where they run
 */
export function requireOperators(path: string, { operators }: OnnxFile, provider: ProviderName): void {
  const lacking = [...operators].filter((name) => fused[name]?.includes(provider) === false);
  const [first] = lacking;
  if (first === undefined) return;
  const able = fused[first]!.filter((name) => lacking.every((other) => fused[other]!.includes(name)));
  const names = lacking.map((name) => `\`${name.slice(name.lastIndexOf('.') + 1)}\``).join(', ');
  throw new Failure(
    'model-unsupported',
    `${path} was optimised for ${able.map((name) => `\`${name}\``).join(' or ')} (${names}) and cannot run on ` +
      `\`${provider}\`; use a plain export.`,
  );
}
