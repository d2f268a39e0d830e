import { readFileSync } from 'node:fs';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category: string; enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { command: string; when?: string }[]>>;
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { default: unknown; scope: string; markdownDescription: string }>>;
    }[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly displayName: string;
      readonly modelDescription: string;
      readonly userDescription: string;
      readonly when: string;
      readonly inputSchema: unknown;
    }[];
    readonly taskDefinitions: readonly {
      readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
    }[];
    readonly problemMatchers: readonly {
      readonly name: string;
      readonly pattern: {
        readonly regexp: string;
        readonly file: number;
        readonly line: number;
        readonly column: number;
        readonly severity: number;
        readonly message: number;
        readonly code: number;
      };
    }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly completionEvents: readonly string[];
        readonly media: { readonly svg: string };
      }[];
    }[];
  };
}

/** The extension's own `package.json`. */
export const manifest: Manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** The extension's reference. */
export const reference = readFileSync(new URL('../../docs/extension.md', import.meta.url), 'utf8');
