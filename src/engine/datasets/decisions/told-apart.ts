import type { DecisionEvent } from './decision-event.ts';
import { pixelNames } from './fold-team.ts';
import { digestIn } from './named-digest.ts';
import { standingEvents } from './standing-events.ts';

/**
 * Pairs of images of which anybody said that neither repeats the other, by the digests of their pixels, or of their files
 * where no event names pixels. Whoever looks for duplicates leaves them apart, whatever their likeness.
 * @param logs of each reviewer the events in the order of their ids
 */
export function toldApart(logs: ReadonlyMap<string, readonly DecisionEvent[]>): readonly (readonly [string, string])[] {
  const names = pixelNames(logs);
  const pairs = new Map<string, readonly [string, string]>();
  for (const event of [...logs.values()].flatMap((events) => standingEvents(events).acts)) {
    const other = event.op === 'distinct' ? digestIn(event.to) : undefined;
    if (other === undefined) continue;
    const name = event.pixels ?? names.get(event.image) ?? event.image;
    const pair = name < other ? ([name, other] as const) : ([other, name] as const);
    if (name !== other) pairs.set(pair.join(' '), pair);
  }
  return [...pairs.values()];
}
