/** @file What is asked of the language server beside the language server protocol. */
import type {
  Condition,
  DrawSettings,
  ImagePlan,
  JudgedPrompt,
  ModelPlan,
  ModelSpec,
  Plan,
  SourcePosition,
  SourceSpan,
} from '../language/plan/plan.ts';
import type { FailureCode } from './failure.ts';

/** Request `vlprompt/plan`: the plan of a file as it stands in the editor. */
export const planRequest = 'vlprompt/plan';

export interface PlanParams {
  readonly uri: string;
}

/** Declarations that carry an error are left out of the plan; the others are there. */
export interface PlanResult {
  readonly plan: Plan;
  /** How many diagnostics of severity error the file has. */
  readonly errors: number;
}

/**
 * Request `vlprompt/planAt`: the plan of a file as a commit of its git repository has it, imports and wildcards too; data,
 * images and models are those of today. Git may run programs that the repository configures: ask in trusted workspaces.
 */
export const planAtRequest = 'vlprompt/planAt';

export interface PlanAtParams {
  readonly uri: string;
  /** A branch, a tag, a commit, or what else git takes for one, such as `HEAD~1`. */
  readonly ref: string;
}

export type PlanAtResult =
  | (PlanResult & {
      readonly kind: 'plan';
      /** Hex. */
      readonly commit: string;
    })
  | { readonly kind: 'failure'; readonly code: FailureCode; readonly message: string };

/**
 * Notification `vlprompt/plansChanged`: plans that were asked for are others by now, because of other files or, where
 * no editor has the file, because of itself. Of a text in an editor the client knows by itself when it changes.
 */
export const plansChangedNotification = 'vlprompt/plansChanged';

export interface PlansChangedParams {
  readonly uris: readonly string[];
}

/** Request `vlprompt/import`: the recipe of a picture that another tool made. */
export const importRequest = 'vlprompt/import';

export interface ImportParams {
  /** The bytes of the picture's file, in base64. */
  readonly image: string;
  /** Its file name; the recipe is named after it. */
  readonly name: string;
  /** Where the recipe is to stand; absent when it gets a file of its own. */
  readonly into?: {
    readonly uri: string;
    /** Absent: at the end. */
    readonly position?: SourcePosition;
  };
}

export type ImportResult =
  | {
      readonly kind: 'recipe';
      readonly name: string;
      /** With the empty lines that it takes where it is to stand. */
      readonly text: string;
      /** Between declarations, at or after the place that was asked for. */
      readonly position: SourcePosition;
      /** One sentence for each thing that could not be expressed; they also stand in the text. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'failure'; readonly code: FailureCode; readonly message: string };

/** Request `vlprompt/copy`: an image of a plan as other tools have it; the result is a text. */
export const copyRequest = 'vlprompt/copy';

export interface CopyParams {
  readonly as: 'infotext' | 'diffusers';
  readonly image: ImagePlan;
  readonly settings: DrawSettings;
  readonly model: ModelSpec;
  /** Of the program that copies. */
  readonly version: string;
}

/** Request `vlprompt/command`: the command that draws a recipe; the result is a text. */
export const commandRequest = 'vlprompt/command';

export interface CommandParams {
  /** As it is to be named. */
  readonly file: string;
  readonly recipe: string;
  readonly shell: 'posix' | 'powershell';
}

/** Request `vlprompt/findImage`: which recipe of the workspace draws an image. Null when none does. */
export const findImageRequest = 'vlprompt/findImage';

/** By the plan's key of the image, or by the bytes of a picture's file, in base64, which may hold the key. */
export type FindImageParams = { readonly key: string } | { readonly image: string };

export interface FoundImage {
  readonly uri: string;
  readonly recipe: string;
  /** The line that the prompt came from, in the file that it stands in. */
  readonly span: SourceSpan;
  /** `Plan.file`: a span of another file is of one that the file imports. */
  readonly planFile: string;
}

/** Request `vlprompt/trace`: where each piece of an image's words was written. Null when it is not in the plan. */
export const traceRequest = 'vlprompt/trace';

export interface TraceParams {
  readonly uri: string;
  readonly recipe: string;
  readonly key: string;
}

export interface TracedWords {
  /** Together they are the prompt. */
  readonly prompt: readonly TracedPiece[];
  readonly negative: readonly TracedPiece[];
}

export interface TracedPiece {
  readonly text: string;
  /** Absent for what stands nowhere, such as the comma between two negative prompts. */
  readonly span?: SourceSpan;
  /** What wrote it, for people: `class shirt`, `template photo`, `colours.txt`. */
  readonly origin?: string;
}

/**
 * Request `vlprompt/choices`: which lines, variants and values of wildcards the images of a recipe were made with. Null
 * when no such recipe is in the plan.
 */
export const choicesRequest = 'vlprompt/choices';

export interface ChoicesParams {
  readonly uri: string;
  readonly recipe: string;
}

export interface RecipeChoices {
  /** Every option that some image took, each place once, in the order in which images come to it. */
  readonly options: readonly TakenOption[];
  /** Where options are taken from; several where different patterns mean the same values. */
  readonly points: readonly ChoicePoint[];
  /** By the plan's key of each image: what it took, as indices into the options, each once. */
  readonly images: Readonly<Record<string, readonly number[]>>;
}

export interface TakenOption {
  readonly span: SourceSpan;
  /** As it is written there: empty for `{red|}`, in quotes for a line of a template. */
  readonly text: string;
}

export interface ChoicePoint {
  /** `constant`: one that makes columns. */
  readonly kind: 'line' | 'variant' | 'wildcard' | 'constant';
  /** `recipe preview`, `{red|blue}`, `__colour__`, `let kind`. */
  readonly name: string;
  /** Indices into the options. */
  readonly options: readonly number[];
}

/** Request `vlprompt/reseed`: the same image with another seed, and maybe other words; an `ImagePlan`. */
export const reseedRequest = 'vlprompt/reseed';

export interface ReseedParams {
  readonly model: Pick<ModelPlan, 'adapters' | 'spec'>;
  readonly settings: DrawSettings;
  readonly image: ImagePlan;
  readonly seed: number;
  /** Absent: the same words. */
  readonly prompt?: string;
}

/** Request `vlprompt/isWildcardFile`: whether some prompt file reads wildcards from a file. Answered with a boolean. */
export const isWildcardFileRequest = 'vlprompt/isWildcardFile';

export interface WildcardFileParams {
  readonly uri: string;
}

/** Notification `vlprompt/modelsChanged`: a model was downloaded or removed, so that files are checked anew. */
export const modelsChangedNotification = 'vlprompt/modelsChanged';

/** A command of clients, which takes the name of a model of the hub, such as `hf:owner/name@revision`. */
export const downloadCommand = 'vlprompt.models.download';

/** What a client may say when it starts the server: what it can do, and where models are found. */
export interface ServerOptions {
  /** Those of the server's own commands that the client can run, such as `vlprompt.models.download`. */
  readonly commands?: readonly string[];
  /** Absolute path of the starter pack; the one that ships with the server when absent. */
  readonly starterPack?: string;
  /** Absolute paths of folders outside the workspace that models may be loaded from. */
  readonly trustedModelFolders?: readonly string[];
}

/** Request `vlprompt/wordings`: other words for a class, out of the file itself; the result is a `ClassWordings`. */
export const wordingsRequest = 'vlprompt/wordings';

export interface WordingsParams {
  readonly uri: string;
  /** Declared in that very file. */
  readonly class: string;
}

/** Null when the class is not declared there. */
export type ClassWordings = readonly ClassWording[] | null;

export interface ClassWording {
  /** What the class would be called: its caption, then its `also`. */
  readonly captions: readonly string[];
  /** Makes it so, in the text as it was asked about. */
  readonly edits: readonly { readonly start: SourcePosition; readonly end: SourcePosition; readonly text: string }[];
  /** What a judge would read, for each evaluation that judges the class. */
  readonly judged: readonly { readonly evaluation: string; readonly prompts: readonly JudgedPrompt[] }[];
}

/** Request `vlprompt/condition`: a condition on images as `keep where` of a file has it. */
export const conditionRequest = 'vlprompt/condition';

export interface ConditionParams {
  /** Of the file whose classes, groups and constants it may name. */
  readonly uri: string;
  readonly text: string;
}

export type ConditionResult =
  /** Nothing is asked for. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'condition'; readonly condition: Condition }
  /** The first thing that is wrong, and where in the condition's text. */
  | {
      readonly kind: 'problem';
      readonly sentence: string;
      readonly at: { readonly start: number; readonly end: number };
    };

/** Request `vlprompt/completeCondition`: what may be written at a place of such a condition. */
export const completeConditionRequest = 'vlprompt/completeCondition';

export interface CompleteConditionParams extends ConditionParams {
  readonly offset: number;
}

export interface ConditionCompletions {
  /** Where in the text the word begins that is replaced, up to the offset. */
  readonly start: number;
  /** The field whose values are asked for. */
  readonly field?: string;
  readonly items: readonly {
    readonly label: string;
    readonly detail: string;
    readonly insert: string;
  }[];
}
