/** @file Tasks that run the command line that ships with the extension, so that CI's words can be tried at home. */
import {
  type Disposable,
  ProcessExecution,
  RelativePattern,
  Task,
  type TaskDefinition,
  TaskGroup,
  type TaskProvider,
  tasks,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import { findNode } from '../../engine/client/find-node.ts';
import { setting } from '../settings/settings.ts';
import type { Places } from '../workspace/places.ts';
import { type PromptTask, problemMatcherOf, promptTask, taskArguments, taskName } from './prompt-task.ts';

const taskType = 'vlprompt';

export class PromptTaskProvider implements TaskProvider {
  readonly #places: Places;

  constructor(places: Places) {
    this.#places = places;
  }

  static register(places: Places): Disposable {
    return tasks.registerTaskProvider(taskType, new PromptTaskProvider(places));
  }

  /** Of every folder with prompt files: all of its tests; and what can be done with the file in front. */
  async provideTasks(): Promise<Task[]> {
    const found = await Promise.all((workspace.workspaceFolders ?? []).map((folder) => this.#tasksOf(folder)));
    return found.flat();
  }

  async resolveTask(task: Task): Promise<Task | undefined> {
    const wanted = promptTask(task.definition);
    const folder = typeof task.scope === 'object' ? task.scope : workspace.workspaceFolders?.[0];
    return wanted && folder ? this.#task(wanted, folder, task.definition) : undefined;
  }

  async #tasksOf(folder: WorkspaceFolder): Promise<readonly Task[]> {
    const [any] = await workspace.findFiles(new RelativePattern(folder, '**/*.vlprompt'), undefined, 1);
    if (any === undefined) return [];
    const wanted: readonly PromptTask[] = [{ action: 'test', options: [] }, ...tasksOfFile(folder)];
    return Promise.all(wanted.map((task) => this.#task(task, folder, { type: taskType, ...task })));
  }

  async #task(wanted: PromptTask, folder: WorkspaceFolder, definition: TaskDefinition): Promise<Task> {
    const chosen = setting('vlprompt.engine.node');
    const node = await findNode(chosen === '' ? undefined : chosen);
    const execution = new ProcessExecution(node.path, [this.#places.commandLine, ...taskArguments(wanted)], {
      cwd: folder.uri.fsPath,
      ...(node.electron && { env: { ELECTRON_RUN_AS_NODE: '1' } }),
    });
    const task = new Task(definition, folder, taskName(wanted), taskType, execution, problemMatcherOf[wanted.action]);
    if (wanted.action === 'test') task.group = TaskGroup.Test;
    return task;
  }
}

function tasksOfFile(folder: WorkspaceFolder): readonly PromptTask[] {
  const document = window.activeTextEditor?.document;
  if (document?.languageId !== 'vlprompt' || workspace.getWorkspaceFolder(document.uri) !== folder) return [];
  const file = workspace.asRelativePath(document.uri, false);
  return (['check', 'run', 'evaluate', 'test'] as const).map((action) => ({ action, file, options: [] }));
}
