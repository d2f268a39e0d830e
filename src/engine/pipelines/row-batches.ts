/** @file Runs many rows through a graph, a batch at a time. */
import { Failure } from '../../protocol/failure.ts';
import type { Session } from '../runtime/sessions/session.ts';
import type { Feeds } from '../runtime/tensor-binder.ts';

export interface BatchedGraph {
  readonly session: Session;
  /** The input whose first dimension is the batch. */
  readonly input: string;
  readonly output: string;
  /** Rows of a batch where the graph does not fix them. */
  readonly most: number;
  /** The feeds of rows `from` to `from + count`. A batch that a graph fixes is filled up with its last row. */
  feeds(from: number, count: number, filledTo: number): Feeds;
}

/**
 * One row of output for each of `rows` rows, in order.
 * @throws Failure `model-unsupported` when the output is no table of rows, `cancelled`
 */
export async function runInBatches(graph: BatchedGraph, rows: number, signal: AbortSignal): Promise<Float32Array[]> {
  const fixed = graph.session.inputs.find((input) => input.name === graph.input)?.shape[0];
  const batch = typeof fixed === 'number' ? fixed : graph.most;
  const results: Float32Array[] = [];
  for (let from = 0; from < rows; from += batch) {
    const count = Math.min(batch, rows - from);
    const feeds = graph.feeds(from, count, typeof fixed === 'number' ? fixed : count);
    const [output] = await graph.session.run(feeds, [graph.output], signal);
    if (output!.dims.length !== 2) throw noRows(graph, output!.dims);
    const width = output!.dims[1]!;
    for (let i = 0; i < count; i++) results.push(output!.data.slice(i * width, (i + 1) * width));
  }
  return results;
}

function noRows({ session, output }: BatchedGraph, dims: readonly number[]): Failure {
  const text = `The output \`${output}\` of ${session.path} is ${dims.join('×')} numbers and not one row each; export it again.`;
  return new Failure('model-unsupported', text);
}
