/** @file Every setting of the extension; a test compares the table with `package.json` and with the reference. */
import type { LogLevel, ProviderName } from '../../protocol/engine.ts';

export interface SettingValues {
  readonly 'vlprompt.engine.provider': ProviderName | 'auto';
  readonly 'vlprompt.engine.node': string;
  readonly 'vlprompt.engine.threads': number;
  readonly 'vlprompt.engine.memory': number;
  readonly 'vlprompt.cache.size': number;
  readonly 'vlprompt.engine.logLevel': LogLevel;
  readonly 'vlprompt.models.trustedFolders': readonly string[];
  readonly 'vlprompt.models.offline': boolean;
  readonly 'vlprompt.draw.confirmAbove': number;
  readonly 'vlprompt.lens.enabled': boolean;
  readonly 'vlprompt.lens.draw': boolean;
  readonly 'vlprompt.lens.drawClass': boolean;
  readonly 'vlprompt.lens.grid': boolean;
  readonly 'vlprompt.lens.review': boolean;
  readonly 'vlprompt.lens.reviewClass': boolean;
  readonly 'vlprompt.lens.reviewCuration': boolean;
  readonly 'vlprompt.lens.export': boolean;
  readonly 'vlprompt.lens.evaluate': boolean;
  readonly 'vlprompt.lens.accuracy': boolean;
  readonly 'vlprompt.lens.nearest': boolean;
  readonly 'vlprompt.lens.decisions': boolean;
  readonly 'vlprompt.lens.compare': boolean;
  readonly 'vlprompt.lens.prompts': boolean;
  readonly 'vlprompt.review.blind': boolean;
  readonly 'vlprompt.review.reasons': readonly string[];
  readonly 'vlprompt.review.keys': Readonly<Record<string, readonly string[]>>;
  readonly 'vlprompt.marks.enabled': boolean;
  readonly 'vlprompt.fates.enabled': boolean;
  readonly 'vlprompt.fates.heat': boolean;
  readonly 'vlprompt.inlayHints.weights': boolean;
  readonly 'vlprompt.inlayHints.chunks': boolean;
  readonly 'vlprompt.inlayHints.combinations': boolean;
  readonly 'vlprompt.meaning.enabled': boolean;
  readonly 'vlprompt.meaning.hintAbove': number;
  readonly 'vlprompt.trace.server': 'off' | 'messages' | 'verbose';
}

export type SettingKey = keyof SettingValues;

export interface Setting<Value> {
  readonly default: Value;
  /**
   * `machine`: a workspace cannot set it, because it decides what is run or from where; `window` and `resource` as
   * VS Code defines them.
   */
  readonly scope: 'machine' | 'window' | 'resource';
  /** The engine has to be started again for a change to count. */
  readonly restartsEngine: boolean;
}

/** What is wrong with drawn images, most of the time. */
const usualReasons = [
  'wrong class',
  'deformed',
  'blurred',
  'artefacts',
  'unrealistic',
  'cropped',
  'text or watermark',
  'duplicate',
];

export const settingTable: { readonly [Key in SettingKey]: Setting<SettingValues[Key]> } = {
  'vlprompt.engine.provider': { default: 'auto', scope: 'machine', restartsEngine: true },
  'vlprompt.engine.node': { default: '', scope: 'machine', restartsEngine: true },
  'vlprompt.engine.threads': { default: 0, scope: 'machine', restartsEngine: true },
  'vlprompt.engine.memory': { default: 0, scope: 'machine', restartsEngine: true },
  'vlprompt.cache.size': { default: 20, scope: 'machine', restartsEngine: true },
  'vlprompt.engine.logLevel': { default: 'info', scope: 'machine', restartsEngine: true },
  'vlprompt.models.trustedFolders': { default: [], scope: 'machine', restartsEngine: true },
  'vlprompt.models.offline': { default: false, scope: 'machine', restartsEngine: true },
  'vlprompt.draw.confirmAbove': { default: 400, scope: 'window', restartsEngine: false },
  'vlprompt.lens.enabled': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.draw': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.drawClass': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.grid': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.review': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.reviewClass': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.reviewCuration': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.export': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.evaluate': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.accuracy': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.nearest': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.decisions': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.compare': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.lens.prompts': { default: true, scope: 'resource', restartsEngine: false },
  'vlprompt.review.blind': { default: false, scope: 'window', restartsEngine: false },
  'vlprompt.review.reasons': { default: usualReasons, scope: 'window', restartsEngine: false },
  'vlprompt.review.keys': { default: {}, scope: 'window', restartsEngine: false },
  'vlprompt.marks.enabled': { default: true, scope: 'window', restartsEngine: false },
  'vlprompt.fates.enabled': { default: true, scope: 'window', restartsEngine: false },
  'vlprompt.fates.heat': { default: true, scope: 'window', restartsEngine: false },
  'vlprompt.inlayHints.weights': { default: true, scope: 'window', restartsEngine: false },
  'vlprompt.inlayHints.chunks': { default: true, scope: 'window', restartsEngine: false },
  'vlprompt.inlayHints.combinations': { default: true, scope: 'window', restartsEngine: false },
  'vlprompt.meaning.enabled': { default: true, scope: 'window', restartsEngine: false },
  'vlprompt.meaning.hintAbove': { default: 0.95, scope: 'window', restartsEngine: false },
  'vlprompt.trace.server': { default: 'off', scope: 'window', restartsEngine: false },
};
