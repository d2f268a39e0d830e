/** @file How many images are in the sets of curations that were seen in editors. */
import { Emitter } from 'vscode-jsonrpc';
import type { CurationState } from '../../protocol/curation.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import { keyOf } from './board.ts';

export class CurationBoard {
  readonly #counts = new Map<string, number>();
  readonly #changed = new Emitter<DeclarationId>();
  /** Fires when another number is known. */
  readonly onDidChange = this.#changed.event;

  /** Takes in what became of its images. */
  set(id: DeclarationId, { samples }: Pick<CurationState, 'samples'>): void {
    const count = samples.filter(({ fate }) => fate === 'kept' || fate === 'passed').length;
    if (this.#counts.get(keyOf(id)) === count) return;
    this.#counts.set(keyOf(id), count);
    this.#changed.fire(id);
  }

  /** Undefined while nobody has looked. */
  inSet(id: DeclarationId): number | undefined {
    return this.#counts.get(keyOf(id));
  }
}
