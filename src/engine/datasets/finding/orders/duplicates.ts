import { counted } from '../../../../protocol/texts/figures.ts';
import { type DuplicateGroup, nearDuplicates } from '../../../metrics/sets/near-duplicates.ts';
import type { pointsAt } from '../../../metrics/sets/point-set.ts';
import type { PictureFacts } from '../../../store/pictures/picture-facts.ts';
import { readAllDecisions } from '../../decisions/decision-log.ts';
import { toldApart } from '../../decisions/told-apart.ts';
import { apartPairs } from '../apart-pairs.ts';
import { judgingOf } from '../judging-of.ts';
import { measuring } from '../measuring-progress.ts';
import type { ImagesToRank, Ranker } from '../ranker.ts';
import { embeddedImages, imagesOf, type Readable, readableImages } from '../readable-images.ts';

/** Members of a group stand together, the one that others repeat first; see `nearDuplicates`. Others are left out. */
export const duplicates: Ranker = async function* (images, tools, signal) {
  const described = yield* tools.describePictures('images', imagesOf(images), signal);
  const readable = readableImages(images, described);
  const confirmed = yield* withEmbeddings(images, readable, tools, signal);
  const { known, numbers, points, notes } = confirmed;
  const hashes = numbers.map((number) => images.set.hash(number));
  const apart = apartPairs(toldApart(await readAllDecisions(images.workspace)), known, hashes);
  const search = { hashes: known.map((facts) => facts.perceptualHash), apart, ...(points && { points }) };
  const groups = yield* measuring('near-duplicates', nearDuplicates(search), signal);
  const members = groups.flatMap((group, number) => group.members.map((index) => ({ index, group, number })));
  return {
    numbers: Uint32Array.from(members, ({ index }) => numbers[index]!),
    values: Float64Array.from(members, ({ group }) => group.cosine ?? 1),
    words: (place) => {
      const member = members[place];
      return member === undefined ? '' : wordsOf(member.group, member.index);
    },
    group: (place) => {
      const member = members[place];
      const size = member?.group.members.length ?? 0;
      return member && { number: member.number, size, likeness: member.group.cosine ?? 1 };
    },
    notes: [...notes, found(groups)],
  };
};

interface Confirmed extends Readable<PictureFacts> {
  /** Absent without a judge. */
  readonly points?: ReturnType<typeof pointsAt>;
}

async function* withEmbeddings(
  images: ImagesToRank,
  readable: Readable<PictureFacts>,
  tools: Parameters<Ranker>[1],
  signal: AbortSignal,
) {
  const judging = judgingOf(images.set.source);
  if (judging === undefined) {
    const alone = 'There is no judge, so perceptual hashes alone decide; they take some different pictures for equal.';
    return { ...readable, notes: [...readable.notes, alone] } satisfies Confirmed;
  }
  const wanted = { ...images, numbers: Uint32Array.from(readable.numbers) };
  const embedded = embeddedImages(wanted, yield* tools.embed(judging.model, 'images', imagesOf(wanted), signal));
  const facts = new Map(readable.numbers.map((number, index) => [number, readable.known[index]!]));
  return {
    numbers: embedded.numbers,
    known: embedded.numbers.map((number) => facts.get(number)!), // They are a part of these.
    points: embedded.points,
    notes: [...readable.notes, ...embedded.notes],
  } satisfies Confirmed;
}

function wordsOf({ members, cosine }: DuplicateGroup, index: number): string {
  const role = index === members[0] ? 'first of' : 'one of';
  const like = cosine === null ? 'alike to the perceptual hash' : `cosine ${cosine.toFixed(3)} or more`;
  return `${role} ${members.length} nearly the same, ${like}`;
}

function found(groups: readonly DuplicateGroup[]): string {
  const members = groups.reduce((sum, group) => sum + group.members.length, 0);
  if (groups.length === 0) return 'No image is nearly the same as another.';
  return `${counted(groups.length, 'group')} of ${counted(members, 'image')} that are nearly the same.`;
}
