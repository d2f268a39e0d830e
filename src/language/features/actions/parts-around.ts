/** @file The parts of a prompt around the cursor. */
import type { ChoicePart, Part } from '../../prompt/part.ts';
import { type Extent, touches } from '../../tree/extent.ts';

/** Innermost first. */
export function partsAround(parts: readonly Part[], { start, end }: Extent): Part[] {
  const part = parts.find((each) => each.kind !== 'text' && touches(each, start) && touches(each, end));
  if (part === undefined) return [];
  const inner =
    part.kind === 'choice' ? part.options.flatMap((option) => partsAround(option.parts, { start, end })) : [];
  return [...inner, part];
}

/** The innermost variants around the selection. */
export function choiceAround(parts: readonly Part[], at: Extent): ChoicePart | undefined {
  return partsAround(parts, at).find((part) => part.kind === 'choice');
}

/** Whether the selection cuts through no variant, name, wildcard or escape. */
export function isWhole(parts: readonly Part[], at: Extent): boolean {
  const cuts = (offset: number) =>
    parts.some((part) => part.start < offset && offset < part.end && (part.kind !== 'text' || part.isEscaped));
  const around = parts.find((part) => part.kind === 'choice' && part.start < at.start && at.end < part.end);
  if (around?.kind !== 'choice') return !cuts(at.start) && !cuts(at.end);
  const option = around.options.find(({ start, end }) => start <= at.start && at.end <= end);
  const head = option?.parts[0]?.start ?? option?.end ?? 0;
  return option !== undefined && head <= at.start && isWhole(option.parts, at);
}
