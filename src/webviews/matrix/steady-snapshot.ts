import type { MatrixSnapshot } from '../../protocol/webviews/matrix.ts';

/**
 * A snapshot that has its report and its baseline in common with the one before where they are the same: snapshots come
 * several times a second while something goes on, and thousands of cells need not be made anew for that.
 */
export function steadySnapshot(snapshot: MatrixSnapshot, before: MatrixSnapshot | undefined): MatrixSnapshot {
  const { report, baseline } = snapshot;
  const isSameReport = report?.made === before?.report?.made && haveSameGroups(report, before?.report);
  const isSameBaseline = baseline?.made === before?.baseline?.made && baseline?.as === before?.baseline?.as;
  return {
    ...snapshot,
    ...(isSameReport && before?.report && { report: before.report }),
    ...(isSameBaseline && before?.baseline && { baseline: before.baseline }),
  };
}

function haveSameGroups(a: MatrixSnapshot['report'], b: MatrixSnapshot['report']): boolean {
  return JSON.stringify(a?.groups) === JSON.stringify(b?.groups);
}
