import { counted } from '../../../../protocol/texts/figures.ts';
import {
  type QualityIssueKind,
  type QualityReport,
  qualityReports,
  usualThresholds,
} from '../../../images/quality-issues.ts';
import type { Ranker } from '../ranker.ts';
import { imagesOf, rankedImages, readableImages } from '../readable-images.ts';

/** Images with an issue, the worst first; see `qualityReports`. The others are left out. */
export const quality: Ranker = async function* (images, tools, signal) {
  const described = yield* tools.describePictures('images', imagesOf(images), signal);
  const readable = readableImages(images, described);
  const reports = qualityReports(readable.known);
  const order = reports
    .map((report, index) => ({ index, score: worstOf(report) }))
    .filter(({ index }) => issuesOf(reports[index]!).length > 0)
    .sort((a, b) => a.score - b.score || a.index - b.index);
  const notes = [...readable.notes, ...countedIssues(reports)];
  return rankedImages({ ...readable, notes }, order, ({ index }) => issueWords(reports[index]!));
};

const kinds = Object.keys(usualThresholds) as readonly QualityIssueKind[]; // Its keys are these.

function issuesOf(report: QualityReport): readonly QualityIssueKind[] {
  return kinds.filter((kind) => report[kind].isIssue);
}

/** As a share of the threshold, so that issues compare: 0 is the worst, 1 is none. */
function worstOf(report: QualityReport): number {
  return Math.min(1, ...issuesOf(report).map((kind) => report[kind].score / usualThresholds[kind]));
}

function issueWords(report: QualityReport): string {
  return issuesOf(report)
    .map((kind) => `${words[kind]} (${report[kind].score.toFixed(2)}, below ${usualThresholds[kind]})`)
    .join(', ');
}

function countedIssues(reports: readonly QualityReport[]): readonly string[] {
  const counts = kinds.map((kind) => [kind, reports.filter((report) => report[kind].isIssue).length] as const);
  const found = counts.filter(([, count]) => count > 0).map(([kind, count]) => `${words[kind]} ${count}`);
  if (found.length === 0) return [`None of ${counted(reports.length, 'image')} has an issue.`];
  return [`Of ${counted(reports.length, 'image')}: ${found.join(', ')}. Thresholds are of photographs.`];
}

/** For people. */
const words: { readonly [K in QualityIssueKind]: string } = {
  dark: 'dark',
  bright: 'bright',
  blurred: 'blurred',
  'low-information': 'low information',
  'odd-aspect': 'odd aspect',
  grayscale: 'grayscale',
  'odd-size': 'odd size',
};
