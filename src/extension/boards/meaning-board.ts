/** @file What judges make of the words of files that were seen in editors. */
import { Emitter } from 'vscode-jsonrpc';
import type { ClassMeaning, MeaningReport } from '../../protocol/meaning.ts';

export class MeaningBoard {
  readonly #reports = new Map<string, readonly MeaningReport[]>();
  readonly #changed = new Emitter<string>();
  /** Fires with the file whose reports have changed. */
  readonly onDidChange = this.#changed.event;

  /** @param reports one for each way in which the file's classes are judged; none when nothing is known any more */
  set(uri: string, reports: readonly MeaningReport[]): void {
    if (reports.length === 0) this.#reports.delete(uri);
    else this.#reports.set(uri, reports);
    this.#changed.fire(uri);
  }

  reportsOf(uri: string): readonly MeaningReport[] {
    return this.#reports.get(uri) ?? [];
  }

  /** The class that a judge takes for most like this one; of several judges the one that tells them apart the least. */
  nearest(uri: string, className: string): NonNullable<ClassMeaning['nearest']> | undefined {
    const meanings = this.reportsOf(uri).flatMap(({ classes }) =>
      classes.filter(({ class: name }) => name === className),
    );
    const nearest = meanings.flatMap((meaning) => meaning.nearest ?? []);
    return nearest.toSorted((a, b) => b.cosine - a.cosine)[0];
  }
}
