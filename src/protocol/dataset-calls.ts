/** @file What is asked of the engine about sets of images: decisions, curations, and what is made of them. */
import type { Call } from './connection/calls.ts';
import type { MethodTable } from './connection/connection.ts';
import type { CuratedSet } from './curated-set.ts';
import type {
  CurationChange,
  CurationQuestion,
  CurationRequest,
  CurationState,
  DecisionLog,
  LogQuestion,
} from './curation.ts';
import type {
  DecisionQuestion,
  DecisionRequest,
  PlacedRedraw,
  RecipeDecisions,
  RedrawRequest,
  StepsBack,
  StepsTaken,
} from './decisions.ts';
import type { EvaluateProgress } from './evaluation.ts';
import { type ReleaseCalls, releaseMethods } from './release-calls.ts';
import { type SetCalls, setMethods } from './set-calls.ts';
import type { MeasureQuestion, SetMeasures } from './set-measures.ts';
import type { UpliftQuestion, UpliftReport } from './uplift.ts';

type SubjectCalls = ReleaseCalls & SetCalls;

export type DatasetCalls = SubjectCalls & {
  /** What a reviewer decided about the images that are drawn of a recipe. */
  readonly lookupDecisions: Call<DecisionQuestion, never, RecipeDecisions>;
  /** Writes a decision down in the workspace's `reviews/`; resolves when it is on the disk. */
  readonly decide: Call<DecisionRequest, never, null>;
  /** Rejects an image, and writes down what is drawn in its place; resolves when it is on the disk. */
  readonly redraw: Call<RedrawRequest, never, null>;
  /** What is to be drawn in place of rejected images, of the whole workspace. */
  readonly lookupRedraws: Call<Record<string, never>, never, readonly PlacedRedraw[]>;
  /** What becomes of the images of a curation by rules and decisions; draws and scores nothing. */
  readonly lookupCuration: Call<CurationQuestion, EvaluateProgress, CurationState>;
  /** Carries a curation out: which images are in the set, in which split, and what leaks. Draws nothing. */
  readonly curateSet: Call<CurationQuestion, EvaluateProgress, CuratedSet>;
  /** Whether the set of a curation helps to learn from a few real images. Draws nothing. */
  readonly measureUplift: Call<UpliftQuestion, EvaluateProgress, UpliftReport>;
  /** What can be said of the set of a curation as a whole. Scores what was never scored; draws nothing. */
  readonly measureSet: Call<MeasureQuestion, EvaluateProgress, SetMeasures>;
  /** Decides about all of its images that a condition holds for, as `decide` does. */
  readonly curate: Call<CurationRequest, EvaluateProgress, CurationChange>;
  /** What was decided about the images of a curation, line by line. */
  readonly lookupDecisionLog: Call<LogQuestion, EvaluateProgress, DecisionLog>;
  /** Takes back the reviewer's last steps that stand; says how many there were, and of how many images. */
  readonly undoDecision: Call<StepsBack, never, StepsTaken>;
  /** Takes the reviewer's last undos back, as long as nothing was decided after them. */
  readonly redoDecision: Call<StepsBack, never, StepsTaken>;
};

export const datasetMethods: MethodTable<DatasetCalls> = {
  ...releaseMethods,
  ...setMethods,
  lookupDecisions: true,
  decide: true,
  redraw: true,
  lookupRedraws: true,
  lookupCuration: true,
  curateSet: true,
  measureUplift: true,
  measureSet: true,
  curate: true,
  lookupDecisionLog: true,
  undoDecision: true,
  redoDecision: true,
};
