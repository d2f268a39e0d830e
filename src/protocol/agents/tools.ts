/**
 * @file What an assistant may ask of this product: the same verbs in the editor (`vscode.lm` tools) and over the Model
 * Context Protocol (`vlprompt mcp`). A test compares the table with `package.json`.
 */

/** JSON Schema (2020-12), as far as tools need it. */
export interface ToolSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ToolProperty>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

export interface ToolProperty {
  readonly type: 'string' | 'integer';
  readonly description: string;
  readonly minimum?: number;
}

export interface AgentTool {
  /** For people. */
  readonly title: string;
  /** For models: when to use it, and what comes back. */
  readonly description: string;
  /** For people who look through the list. */
  readonly summary: string;
  readonly schema: ToolSchema;
  /** Whether asking twice gives the same, and costs nothing. */
  readonly isReadOnly: boolean;
}

const file = { type: 'string', description: 'The .vlprompt file, relative to the workspace folder.' } as const;

/** Images that are drawn at most when nobody says otherwise: an assistant should look before it spends an hour. */
export const usualImageLimit = 64;

export const agentTools = {
  check: {
    title: 'Check Prompt File',
    description:
      'Checks a .vlprompt file (classes, templates, recipes, evaluations) and returns every problem with its line, code and, ' +
      'where there is one, the fix. Runs no model. Call it after each edit of the file.',
    summary: 'What is wrong with a prompt file',
    schema: schemaOf({ file }, ['file']),
    isReadOnly: true,
  },
  plan: {
    title: 'Plan Prompt File',
    description:
      'Returns what a .vlprompt file would draw and judge: recipes with their grids, how many images are drawn already and how ' +
      'long the missing ones would take, evaluations with their classes, prompts and expectations. Draws nothing.',
    summary: 'What a prompt file would draw and judge, and what that would cost',
    schema: schemaOf({ file }, ['file']),
    isReadOnly: true,
  },
  draw: {
    title: 'Draw Recipe',
    description:
      'Draws the images of a recipe that are missing and returns where they are, with a few of them as pictures. What has not ' +
      `changed is taken from the cache. Refuses to draw more than max_images (${usualImageLimit}) missing images.`,
    summary: 'Draw what is missing of a recipe',
    schema: schemaOf(
      {
        file,
        recipe: { type: 'string', description: 'Name of the recipe; the only one of the file when left out.' },
        class: { type: 'string', description: 'Draw the row of this class alone.' },
        max_images: { type: 'integer', minimum: 1, description: 'How many missing images may be drawn.' },
      },
      ['file'],
    ),
    isReadOnly: false,
  },
  evaluate: {
    title: 'Evaluate Prompts',
    description:
      'Judges real and drawn images with the words of a .vlprompt file and returns accuracy with n and 95% interval, the classes ' +
      'that are confused most, and whether each expect and check holds. Draws images that are missing first, ' +
      `at most max_images (${usualImageLimit}).`,
    summary: 'Judge images with the words of a prompt file',
    schema: schemaOf(
      {
        file,
        evaluation: { type: 'string', description: 'Name of the evaluation; the only one of the file when left out.' },
        max_images: { type: 'integer', minimum: 1, description: 'How many missing images may be drawn.' },
      },
      ['file'],
    ),
    isReadOnly: false,
  },
  compare: {
    title: 'Compare Prompt Versions',
    description:
      'Compares a recipe or an evaluation as it stands with what it was at a git ref: what changed in words, in pictures, and ' +
      'what got better or worse, with 95% intervals of paired differences. A difference whose interval includes 0 is no ' +
      'evidence. Draws nothing; call draw and evaluate first.',
    summary: 'What a change of words made better or worse',
    schema: schemaOf(
      {
        file,
        name: { type: 'string', description: 'A recipe or an evaluation; the only one of the file when left out.' },
        to: { type: 'string', description: 'A git ref; HEAD when left out.' },
      },
      ['file'],
    ),
    isReadOnly: true,
  },
} as const satisfies { readonly [name: string]: AgentTool };

export type AgentToolName = keyof typeof agentTools;

export interface AgentArguments {
  readonly check: { readonly file: string };
  readonly plan: { readonly file: string };
  readonly draw: {
    readonly file: string;
    readonly recipe?: string;
    readonly class?: string;
    readonly max_images?: number;
  };
  readonly evaluate: { readonly file: string; readonly evaluation?: string; readonly max_images?: number };
  readonly compare: { readonly file: string; readonly name?: string; readonly to?: string };
}

function schemaOf(properties: ToolSchema['properties'], required: readonly string[]): ToolSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}
