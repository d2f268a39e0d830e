/** @file Whether accuracies of two runs differ, tested image by image: asked of the engine once for a pair of runs. */
import { Emitter } from 'vscode-jsonrpc';
import type { EngineCaller } from '../../../engine/client/engine.ts';
import type { Measure } from '../../../protocol/comparison.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { RunId } from '../../../protocol/runs.ts';

export type TestedDifference = Pick<Measure, 'difference' | 'verdict'>;

/** By source. */
export type TestedDifferences = ReadonlyMap<string, TestedDifference>;

export interface RunPair {
  /** Absolute path of the folder that both are of. */
  readonly folder: string;
  readonly before: RunId;
  readonly after: RunId;
}

export interface DifferenceBoardParts {
  /** @throws Failure as `EngineHost.engineOf` */
  readonly engineOf: (folder: string) => Promise<Pick<EngineCaller, 'compare'>>;
  /** A question that failed is nobody's request: it is written down, and not shown. */
  readonly onError: (error: unknown) => void;
}

export class DifferenceBoard {
  readonly #parts: DifferenceBoardParts;
  readonly #known = new Map<string, TestedDifferences>();
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(parts: DifferenceBoardParts) {
    this.#parts = parts;
  }

  /** Undefined while it is not tested. */
  of(pair: RunPair): TestedDifferences | undefined {
    const known = this.#known.get(keyOf(pair));
    return known === undefined || known.size === 0 ? undefined : known;
  }

  /** Asks once, of what is known alone: no model is opened. Never rejects. */
  async ask(pair: RunPair): Promise<void> {
    if (this.#known.has(keyOf(pair))) return;
    this.#known.set(keyOf(pair), new Map());
    try {
      this.#known.set(keyOf(pair), await this.#test(pair));
      this.#changed.fire();
    } catch (error) {
      if (!Failure.is(error, 'cancelled')) this.#parts.onError(error);
    }
  }

  async #test({ folder, before, after }: RunPair): Promise<TestedDifferences> {
    const engine = await this.#parts.engineOf(folder);
    const { measures } = await engine.compare({
      before: { kind: 'run', run: before },
      after: { kind: 'run', run: after },
      effort: 'cached',
    });
    const accuracies = measures.filter(({ metric, class: name }) => metric === 'accuracy' && name === undefined);
    return new Map(accuracies.map(({ source, difference, verdict }) => [source, { difference, verdict }]));
  }
}

function keyOf({ folder, before, after }: RunPair): string {
  return [folder, before, after].join('\n');
}
