/** @file The oldest Node that runs the project, checked before anything else can fail in a less readable way. */

const oldest = [20, 10];

/** Throws one sentence when this Node is too old. @param {string} version such as `20.11.1` */
export function checkNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = oldest;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Error(
    `VLPrompt needs Node ${oldest.join('.')} or newer; this is Node ${version}. Install a newer Node and run the same command again.`,
  );
}
