/** @file What the native runtime says when a graph cannot be opened or run → what it means for people. */
import type { ProviderName } from '../../../protocol/engine.ts';
import { Failure, type FailureCode } from '../../../protocol/failure.ts';

interface Explanation {
  readonly pattern: RegExp;
  readonly code: FailureCode;
  readonly sentence: (path: string, provider: ProviderName) => string;
}

/** What the runtime says → what it means. */
const explanations: readonly Explanation[] = [
  {
    // What allocators say: of the runtime, C++, CUDA, WebGPU and DirectML.
    pattern:
      /Failed to allocate|bad.?alloc|ALLOC_FAILED|BFCArena|out.?of.?memory|8007000E|Buffer size.*exceeds|larger than the maximum.*binding size/i,
    code: 'memory-short',
    sentence: (path, provider) =>
      `Memory on \`${provider}\` did not suffice for ${path}; ${provider === 'cpu' ? 'draw smaller pictures or close other programs' : 'draw smaller pictures or use a smaller precision'}.`,
  },
  {
    pattern: /protobuf parsing failed|No graph was found|INVALID_PROTOBUF/i,
    code: 'model-corrupt',
    sentence: (path) => `The model file ${path} is damaged or is no ONNX model; download it again.`,
  },
  {
    pattern: /external data|External initializer/i,
    code: 'model-corrupt',
    sentence: (path) => `The weights beside ${path} are missing or cut short; download the whole folder again.`,
  },
  {
    pattern: /requires f16 but the device does not support/i,
    code: 'provider-unavailable',
    sentence: (path, provider) =>
      `${path} is in half precision, which this machine's \`${provider}\` cannot do; use an fp32 export or \`cpu\`.`,
  },
  {
    pattern:
      /No Op registered|not a registered function|NOT_IMPLEMENTED|Could not find an implementation|Failed to find kernel|IsNodeCompatibleWithProvider/i,
    code: 'model-unsupported',
    sentence: (path, provider) =>
      `${path} uses operators that \`${provider}\` lacks here; use a plain export, not one made for other hardware.`,
  },
];

/**
 * What an error of the runtime means; its own words are the cause.
 * @param path of the graph that was opened or run
 */
export function nativeFailure(error: unknown, path: string, provider: ProviderName): Failure {
  const known = explanations.find(({ pattern }) => pattern.test(wordsOf(error)));
  return known === undefined
    ? unexplained(error, path)
    : new Failure(known.code, known.sentence(path, provider), { cause: error });
}

/** A graph that cannot be opened or run is the graph's fault; the runtime's own words are better than none. */
function unexplained(error: unknown, path: string): Failure {
  const words = wordsOf(error)
    .split('\n')[0]!
    .replace(/^Error: |[.\s]+$/g, '');
  return new Failure('model-unsupported', `The model file ${path} cannot be used: ${words}; export it again.`, {
    cause: error,
  });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
