/** @file What VLPrompt is packaged for: platforms, by VS Code's name and by npm's, and whatever else VS Code runs on. */

/**
 * @typedef {object} Platform
 * @property {string} name as VS Code and its marketplace call it
 * @property {string} os as Node does
 * @property {string} cpu as Node does
 * @property {readonly string[]} images the packages that hold sharp's native code
 */

/** @typedef {Platform | { readonly name: 'universal' }} Target */

/** @type {readonly Platform[]} */
export const platforms = [
  platform('linux', 'x64', ['sharp-linux-x64', 'sharp-libvips-linux-x64']),
  platform('linux', 'arm64', ['sharp-linux-arm64', 'sharp-libvips-linux-arm64']),
  platform('darwin', 'arm64', ['sharp-darwin-arm64', 'sharp-libvips-darwin-arm64']),
  platform('win32', 'x64', ['sharp-win32-x64']),
  platform('win32', 'arm64', ['sharp-win32-arm64']),
];

/** Without native code: for what no platform's package is for. @type {readonly Target[]} */
export const targets = [...platforms, { name: 'universal' }];

/** The most bytes a package may have: 60 MB as `vsce` counts them. */
export const largestPackage = 60 * 2 ** 20;

/** The platform of this machine; undefined when nothing is packaged for it. */
export function hostTarget() {
  return platforms.find(isHost);
}

/** @param {Platform} target */
export function isHost({ os, cpu }) {
  return os === process.platform && cpu === process.arch;
}

/** @param {Target} target @returns {target is Platform} */
export function isPlatform(target) {
  return target.name !== 'universal';
}

/** @param {string} os @param {string} cpu @param {readonly string[]} images @returns {Platform} */
function platform(os, cpu, images) {
  return { name: `${os}-${cpu}`, os, cpu, images: images.map((name) => `@img/${name}`) };
}
