/** @file What is kept of a crash, so that it can be understood and told of: one text, without what is private. */
import os from 'node:os';
import type { EngineInfo, EngineSettings } from '../../protocol/engine.ts';
import type { NodeBinary } from './find-node.ts';

export interface Crash {
  readonly at: Date;
  /** How it ended, in one sentence. */
  readonly reason: string;
  readonly settings: EngineSettings;
  readonly node: NodeBinary;
  /** Absent when the process ended before it had answered. */
  readonly info?: EngineInfo;
  /** What the process noted of its last native call; absent when it made none. */
  readonly lastCall?: string;
  /** The last lines of the log. */
  readonly lines: readonly string[];
}

/** @param home of the user; it is told as `~` */
export function crashText(crash: Crash, home = os.homedir()): string {
  const { at, reason, lastCall, lines } = crash;
  const sections = [
    `VLPrompt's engine process ended by itself, ${at.toISOString()}`,
    reason,
    section('Versions', versionsOf(crash)),
    section('Settings', settingsOf(crash.settings)),
    section('Last native call', [lastCall ?? 'none']),
    section('Log', lines),
  ];
  return withoutSecrets(`${sections.join('\n\n')}\n`, home);
}

function section(title: string, lines: readonly string[]): string {
  return [title, '-'.repeat(title.length), ...lines].join('\n');
}

function versionsOf({ info, node }: Crash): readonly string[] {
  const gigabytes = (os.totalmem() / 1e9).toFixed(1);
  return [
    ...(info === undefined
      ? ['It had not started yet.']
      : [`engine ${info.version}, ${info.runtime}, ${info.provider}`]),
    `node ${node.path}${node.electron ? ' (Electron)' : ''}`,
    `${os.platform()} ${os.arch()} ${os.release()}, ${os.cpus().length} × ${os.cpus()[0]?.model ?? 'processor'}, ${gigabytes} GB`,
  ];
}

/** One by one: a setting that comes later may be private. */
function settingsOf({ workspace, provider, threads, memory, offline, logLevel }: EngineSettings): readonly string[] {
  return Object.entries({ workspace, provider, threads, memory, offline, logLevel }).map(
    ([name, value]) => `${name}: ${value}`,
  );
}

/** Tokens of hubs and those in addresses and headers, which a library's message may quote. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\bhf_[A-Za-z0-9]{8,}/g, 'hf_…'],
  [/\b(bearer|token|authorization)([\s:=]+)\S{8,}/gi, '$1$2…'],
  [/(https?:\/\/)[^\s/@]+@/g, '$1…@'],
  [/([?&][\w-]*(?:signature|token|key|policy)[\w-]*=)[^\s&]+/gi, '$1…'],
];

function withoutSecrets(text: string, home: string): string {
  const anonymous = home.length > 1 ? text.replaceAll(home, '~') : text;
  return secrets.reduce((left, [pattern, instead]) => left.replace(pattern, instead), anonymous);
}
