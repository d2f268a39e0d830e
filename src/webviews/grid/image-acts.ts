/** @file What is done with the images that are chosen: decided, copied from, opened. The page itself stays as it is. */
import type { Caller } from '../../protocol/connection/calls.ts';
import type { DecisionAct, ImageDecision } from '../../protocol/decisions.ts';
import type { GridCalls, GridFacts, GridImage } from '../../protocol/webviews/grid.ts';
import type { ImageRecords } from './image-records.ts';
import type { Selection } from './selection.ts';

export interface ImageActParts {
  readonly calls: Caller<GridCalls>;
  readonly records: ImageRecords;
  readonly selection: () => Selection;
  /** One letter an image, as in the snapshot. */
  readonly states: () => string;
  readonly decisions: () => GridFacts['decisions'] | undefined;
}

interface Toggle {
  readonly act: DecisionAct;
  readonly back: DecisionAct;
  readonly isSo: (decision: ImageDecision) => boolean;
}

const toggles = {
  keep: { act: 'accept', back: 'undecide', isSo: ({ state }) => state === 'kept' },
  exclude: { act: 'reject', back: 'undecide', isSo: ({ state }) => state === 'rejected' },
  pin: { act: 'flag', back: 'unflag', isSo: ({ isFlagged }) => isFlagged },
} satisfies Readonly<Record<string, Toggle>>;

type ActOfOne = (calls: Caller<GridCalls>, image: GridImage) => Promise<unknown>;

const actsOfOne = {
  'copy-seed': (calls, { seed }) => calls.copySeed({ seed }),
  'copy-infotext': (calls, { key }) => calls.copyInfotext({ key }),
  'copy-settings': (calls, { key }) => calls.copySettings({ key }),
  'copy-as': (calls, { key }) => calls.copyAs({ key }),
  'open-file': (calls, { key }) => calls.openImage({ key }),
  reveal: (calls, { key }) => calls.revealPrompt({ key }),
} satisfies Readonly<Record<string, ActOfOne>>;

export class ImageActs {
  readonly #parts: ImageActParts;

  constructor(parts: ImageActParts) {
    this.#parts = parts;
  }

  /** Of what is selected, else of the current image; all of it changes to the same, or back when all of it is so. */
  async toggle(name: keyof typeof toggles): Promise<void> {
    const { calls, records, selection, states, decisions } = this.#parts;
    const { act, back, isSo }: Toggle = toggles[name];
    const { selected, current } = selection();
    const chosen = selected.size > 0 ? [...selected] : [current ?? -1];
    const indices = chosen.filter((index) => states()[index] === 'd');
    if (indices.length === 0) return;
    const images = await records.all(indices);
    const known = decisions();
    const isBack = indices.every((index) => {
      const decision = known?.[index];
      return decision ? isSo(decision) : false;
    });
    await calls.decide({ keys: images.map(({ key }) => key), act: isBack ? back : act });
  }

  async withCurrent(name: keyof typeof actsOfOne): Promise<void> {
    const { calls, records, selection } = this.#parts;
    const { current } = selection();
    const image = current === undefined ? undefined : await records.of(current);
    const act: ActOfOne = actsOfOne[name];
    if (image) await act(calls, image);
  }
}
