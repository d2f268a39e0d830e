/** @file A lens: what it says, what a click on it does, and the setting that hides it. */

/** What a click on a lens does; the provider binds it to a command and to the declaration. */
export type LensAction =
  | 'draw'
  | 'drawClass'
  | 'cancel'
  | 'showGrid'
  | 'review'
  | 'reviewClass'
  | 'export'
  | 'evaluate'
  | 'showMatrix'
  | 'showPrompts'
  | 'compare'
  | 'showQueue'
  | 'manageTrust'
  | 'showProblems'
  | 'nothing';

/** Each has a switch: `vlprompt.lens.<kind>`. */
export type LensKind =
  | 'draw'
  | 'drawClass'
  | 'grid'
  | 'review'
  | 'reviewClass'
  | 'reviewCuration'
  | 'export'
  | 'evaluate'
  | 'accuracy'
  | 'nearest'
  | 'decisions'
  | 'compare'
  | 'prompts';

export interface Lens {
  /** Absent: it is shown whenever lenses are. */
  readonly kind?: LensKind;
  readonly title: string;
  readonly action: LensAction;
  readonly tooltip?: string;
}
