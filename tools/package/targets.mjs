/** @file The platforms that VLPrompt is packaged for: VS Code's name of each, and what npm and the native packages call it. */

/**
 * @typedef {object} Target
 * @property {string} name as VS Code and its marketplace call it
 * @property {string} os as Node does
 * @property {string} cpu as Node does
 * @property {readonly string[]} images the packages that hold sharp's native code
 */

/** @type {readonly Target[]} */
export const targets = [
  target('linux', 'x64', ['sharp-linux-x64', 'sharp-libvips-linux-x64']),
  target('linux', 'arm64', ['sharp-linux-arm64', 'sharp-libvips-linux-arm64']),
  target('darwin', 'arm64', ['sharp-darwin-arm64', 'sharp-libvips-darwin-arm64']),
  target('win32', 'x64', ['sharp-win32-x64']),
  target('win32', 'arm64', ['sharp-win32-arm64']),
];

/** The target that runs on this machine; undefined when none does. */
export function hostTarget() {
  return targets.find(isHost);
}

/** @param {Target} target */
export function isHost({ os, cpu }) {
  return os === process.platform && cpu === process.arch;
}

/** @param {string} os @param {string} cpu @param {readonly string[]} images @returns {Target} */
function target(os, cpu, images) {
  return { name: `${os}-${cpu}`, os, cpu, images: images.map((name) => `@img/${name}`) };
}
