import manifest from '../../../package.json' with { type: 'json' };

/** The product's. */
export const engineVersion: string = manifest.version;
