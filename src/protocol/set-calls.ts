/**
 * @file What is asked of the engine about images that people look through. Every call but `openSet` and `closeSet` throws
 * Failure `set-unknown` where the engine does not know the set or the list any more: it started anew, or the set was not
 * used for a while. The client opens or lists again, then.
 */
import type { Call } from './connection/calls.ts';
import type { MethodTable } from './connection/connection.ts';
import type { EvaluateProgress } from './evaluation.ts';
import type {
  DecidedStep,
  Facet,
  ImageList,
  ImageRow,
  ListPart,
  ListRequest,
  NearestReal,
  OpenedSet,
  OpenSetRequest,
  ScoreExplanation,
  SetChange,
  SetDecision,
  SetId,
} from './image-sets.ts';

export interface ImageOfSet {
  readonly set: SetId;
  readonly number: number;
}

export type SetCalls = {
  /** Draws and scores nothing. Fast where the same images were opened before, by this engine or another. */
  readonly openSet: Call<OpenSetRequest, EvaluateProgress, OpenedSet>;
  /** Chooses and sorts; an order by intent may take a while the first time. */
  readonly listSet: Call<ListRequest, EvaluateProgress, ImageList>;
  /** Images at places of a list; fewer where the list ends. */
  readonly readList: Call<ListPart, never, readonly ImageRow[]>;
  /** Letters of a list as decisions are now, in its order: it stays the same list, whatever was decided since. */
  readonly lettersOf: Call<{ readonly set: SetId; readonly list: number }, never, string>;
  /** Numbers of the images of a list, in its order: four bytes each, the least first, in base64. */
  readonly numbersOf: Call<{ readonly set: SetId; readonly list: number }, never, string>;
  /** Of a list, field by field in the order of `OpenedSet.fields`. */
  readonly facetsOf: Call<{ readonly set: SetId; readonly list: number }, never, readonly Facet[]>;
  /** Writes one step down in the workspace's `reviews/`; resolves when it is on the disk. Lists stay as they are. */
  readonly decideInSet: Call<SetDecision, never, DecidedStep>;
  /** Takes a step of this reviewer back, whichever it is; a redo takes back the undo. */
  readonly undoInSet: Call<{ readonly set: SetId; readonly step: string }, never, DecidedStep>;
  /** These images are no duplicates of each other; remembered for everybody. */
  readonly tellApart: Call<{ readonly set: SetId; readonly numbers: readonly number[] }, never, null>;
  /** Why an image has its score; takes a second where parts of it must be covered one after the other. */
  readonly explainScore: Call<ImageOfSet, EvaluateProgress, ScoreExplanation>;
  /** Null where the set was opened without real images, or the image cannot be read. */
  readonly nearestReal: Call<ImageOfSet, EvaluateProgress, NearestReal | null>;
  /** Reports what was decided elsewhere: by another window, a merge, the command line. Ends when it is cancelled. */
  readonly watchSet: Call<{ readonly set: SetId }, SetChange, null>;
  /** Its images and lists are forgotten; nothing happens where they are already. */
  readonly closeSet: Call<{ readonly set: SetId }, never, null>;
};

export const setMethods: MethodTable<SetCalls> = {
  openSet: true,
  listSet: true,
  readList: true,
  lettersOf: true,
  numbersOf: true,
  facetsOf: true,
  decideInSet: true,
  undoInSet: true,
  tellApart: true,
  explainScore: true,
  nearestReal: true,
  watchSet: true,
  closeSet: true,
};
