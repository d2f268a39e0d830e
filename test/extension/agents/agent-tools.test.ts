import assert from 'node:assert/strict';
import path from 'node:path';
import { promptFileIn } from '../../../src/extension/agents/tool-file.ts';
import { type AgentTool, agentTools } from '../../../src/protocol/agents/tools.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { manifest } from '../manifest.ts';

describe('the tools of language models', () => {
  it('are contributed as the table says', () => {
    assert.deepEqual(
      manifest.contributes.languageModelTools.map((tool) => [
        tool.name,
        tool.displayName,
        tool.modelDescription,
        tool.userDescription,
        tool.inputSchema,
      ]),
      Object.entries<AgentTool>(agentTools).map(([name, { title, description, summary, schema }]) => [
        `vlprompt_${name}`,
        title,
        description,
        summary,
        schema,
      ]),
    );
  });

  it('are offered in trusted workspaces only', () => {
    for (const { when } of manifest.contributes.languageModelTools) assert.equal(when, 'isWorkspaceTrusted');
  });
});

describe('the file that an assistant names', () => {
  const [one, two] = [path.resolve('/one'), path.resolve('/two')];
  const there =
    (...files: readonly string[]) =>
    (file: string) =>
      files.includes(file) ? file : undefined;

  it('is looked for in every folder of the workspace', () => {
    const file = path.join(two, 'a/b.vlprompt');
    assert.equal(promptFileIn([one, two], 'a/b.vlprompt', there(file)), file);
    assert.equal(promptFileIn([one, two], file, there(file)), file);
  });

  it('is none outside of it, and none of another kind', () => {
    const everything = (file: string) => file;
    for (const named of ['../three/a.vlprompt', path.resolve('/three/a.vlprompt'), '/two/../three/a.vlprompt']) {
      assert.throws(
        () => promptFileIn([one, two], named, everything),
        (error) => Failure.is(error, 'path-outside-workspace'),
        named,
      );
    }
    for (const named of ['a.txt', '.git/config', '', '.vlprompt']) {
      assert.throws(
        () => promptFileIn([one, two], named, everything),
        (error) => Failure.is(error, 'file-unreadable') || Failure.is(error, 'path-outside-workspace'),
        named,
      );
    }
  });

  it('is none behind a link that leads out', () => {
    const linked = (file: string) => (file === path.join(one, 'a.vlprompt') ? path.resolve('/elsewhere/secret') : file);
    assert.throws(
      () => promptFileIn([one], 'a.vlprompt', linked),
      (error) => Failure.is(error, 'path-outside-workspace'),
    );
    const moved = (file: string) => file.replace(one, path.resolve('/disk/one'));
    assert.equal(promptFileIn([one], 'a.vlprompt', moved), path.join(one, 'a.vlprompt'));
  });

  it('that is not there is told by its name', () => {
    assert.throws(
      () => promptFileIn([one], 'a.vlprompt', () => undefined),
      (error) => Failure.is(error, 'file-unreadable') && error.message.includes('"a.vlprompt"'),
    );
  });
});
