import assert from 'node:assert/strict';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { planAt } from '../../../src/language/git/plan-at.ts';
import { Failure, type FailureCode } from '../../../src/protocol/failure.ts';
import { createRepository, type Repository } from './repository.ts';

const recipe = (words: string) => `class shirt "shirt"\nrecipe preview {\n  prompt: "${words}"\n}\n`;

describe('the plan of a file at a commit', function () {
  this.timeout(30_000);
  let repository: Repository;

  beforeEach(() => {
    repository = createRepository();
  });

  afterEach(() => repository.remove());

  const promptsAt = async (file: string, ref: string, workspace = repository.folder) =>
    (await planAt(file, workspace, ref)).plan.recipes.flatMap(({ cells }) =>
      cells.flatMap(({ images }) => images.map(({ prompt }) => prompt)),
    );

  const refuses = (work: Promise<unknown>, code: FailureCode, sentence: RegExp) =>
    assert.rejects(work, (error) => {
      assert.ok(Failure.is(error, code), String(error));
      assert.match(error.message, sentence);
      return true;
    });

  it('is that of the commit, not of the disk', async () => {
    const file = repository.write('a.vlprompt', recipe('red ${class}'));
    const first = repository.commit('one');
    repository.write('a.vlprompt', recipe('blue ${class}'));
    repository.commit('two');
    repository.git('tag', 'v2');
    repository.write('a.vlprompt', recipe('green ${class}'));
    for (const [ref, words] of [
      ['HEAD', 'blue shirt'],
      ['HEAD~1', 'red shirt'],
      [first.slice(0, 9), 'red shirt'],
      ['v2', 'blue shirt'],
      ['main', 'blue shirt'],
    ] as const) {
      assert.deepEqual(await promptsAt(file, ref), [words], ref);
    }
    assert.equal((await planAt(file, repository.folder, 'HEAD~1')).commit, first);
  });

  it('has the commit’s imports and words, in a folder of the repository, with no branch at all', async () => {
    const file = repository.write(
      'prompts/tees/a.vlprompt',
      'import "../base.vlprompt"\nwildcard colour from "./wildcards/colour.txt"\nrecipe preview {\n  prompt: "__colour__ ${class}"\n}\n',
    );
    const base = repository.write('prompts/base.vlprompt', 'class shirt "shirt"\n');
    repository.write('prompts/tees/wildcards/colour.txt', 'red\n');
    const first = repository.commit('one');
    repository.write('prompts/base.vlprompt', 'class bag "bag"\n');
    repository.write('prompts/tees/wildcards/colour.txt', 'blue\n');
    repository.commit('two');
    repository.git('checkout', '--quiet', '--detach');
    rmSync(base);
    const workspace = path.join(repository.folder, 'prompts');
    assert.deepEqual(await promptsAt(file, first, workspace), ['red shirt']);
    assert.deepEqual(await promptsAt(file, 'HEAD', workspace), ['blue bag']);
    const { plan, errors } = await planAt(file, workspace, 'HEAD');
    assert.deepEqual([plan.file, errors], ['tees/a.vlprompt', 0]);
  });

  it('is found under its former name, where git knows the new one', async () => {
    const old = repository.write('old.vlprompt', recipe('red ${class}'));
    repository.commit('one');
    const file = path.join(repository.folder, 'new.vlprompt');
    renameSync(old, file);
    await refuses(planAt(file, repository.folder, 'HEAD'), 'git-ref-missing', /new\.vlprompt is not in `HEAD`/);
    repository.git('add', '--all');
    assert.deepEqual(await promptsAt(file, 'HEAD'), ['red shirt']);
  });

  it('is there of a file that is gone, folder and all', async () => {
    const file = repository.write('deep/er/a.vlprompt', recipe('red ${class}'));
    repository.commit('one');
    rmSync(path.join(repository.folder, 'deep'), { recursive: true });
    assert.deepEqual(await promptsAt(file, 'HEAD'), ['red shirt']);
  });

  it('counts errors, and leaves out what carries them', async () => {
    const file = repository.write(
      'a.vlprompt',
      `${recipe('red ${class}')}recipe broken {\n  prompt: "\${nobody}"\n}\n`,
    );
    repository.commit('one');
    const { plan, errors } = await planAt(file, repository.folder, 'HEAD');
    assert.deepEqual([plan.recipes.map(({ name }) => name), errors], [['preview'], 1]);
  });

  it('is refused in a sentence where there is none', async () => {
    const file = repository.write('a.vlprompt', recipe('red ${class}'));
    await refuses(planAt(file, repository.folder, 'HEAD'), 'git-ref-missing', /`HEAD` is no commit/);
    repository.commit('one');
    const other = repository.write('b.vlprompt', recipe('red ${class}'));
    await refuses(planAt(other, repository.folder, 'HEAD'), 'git-ref-missing', /b\.vlprompt is not in `HEAD`/);
    await refuses(planAt(file, repository.folder, 'nowhere'), 'git-ref-missing', /`nowhere` is no commit/);
    await refuses(planAt(file, repository.folder, 'HEAD:a.vlprompt'), 'git-ref-missing', /no commit/);
    rmSync(path.join(repository.folder, '.git'), { recursive: true });
    await refuses(planAt(file, repository.folder, 'HEAD'), 'git-unavailable', /no git repository/);
  });

  it('stops when it is cancelled', async () => {
    const file = repository.write('a.vlprompt', recipe('red ${class}'));
    repository.commit('one');
    await refuses(planAt(file, repository.folder, 'HEAD', AbortSignal.abort()), 'cancelled', /Cancelled/);
  });

  it('runs nothing and writes nothing for a hostile name', async () => {
    const file = repository.write('a.vlprompt', recipe('red ${class}'));
    repository.commit('one');
    const mark = path.join(repository.folder, 'mark');
    for (const ref of [
      `--output=${mark}`,
      `-o${mark}`,
      `$(touch ${mark})`,
      `; touch ${mark}`,
      `HEAD; touch ${mark}`,
      `HEAD\n--output=${mark}`,
      'HEAD\0',
      '--exec=touch mark',
      '--upload-pack=touch mark',
      '..',
      '^HEAD',
      '',
      'x'.repeat(10_000),
    ]) {
      await refuses(planAt(file, repository.folder, ref), 'git-ref-missing', /is no commit/);
    }
    assert.equal(existsSync(mark), false);
  });

  it('runs no program that a repository configures, also where git looks for a former name', async () => {
    const mark = path.join(repository.folder, 'mark');
    const touch = `touch ${mark};`;
    repository.write('.gitattributes', '*.bin filter=f diff=d\n');
    repository.write('big.bin', 'one');
    const old = repository.write('old.vlprompt', recipe('red ${class}'));
    repository.commit('one');
    repository.git('mv', 'old.vlprompt', 'new.vlprompt');
    repository.write('big.bin', 'another one');
    for (const [name, value] of [
      ['filter.f.clean', `${touch} cat`],
      ['filter.f.process', touch],
      ['filter.f.required', 'true'],
      ['diff.external', touch],
      ['diff.d.textconv', `${touch} cat`],
      ['diff.d.command', touch],
      ['core.fsmonitor', touch],
      ['core.pager', touch],
      ['core.sshCommand', touch],
      ['core.hooksPath', repository.folder],
    ] as const) {
      repository.git('config', name, value);
    }
    assert.deepEqual(await promptsAt(path.join(repository.folder, 'new.vlprompt'), 'HEAD'), ['red shirt']);
    assert.deepEqual(await promptsAt(old, 'HEAD'), ['red shirt']);
    assert.equal(existsSync(mark), false);
  });

  it('fetches nothing that a partial clone lacks', async () => {
    const mark = path.join(repository.folder, 'mark');
    const file = repository.write('a.vlprompt', recipe('red ${class}'));
    repository.commit('one');
    const blob = repository.git('rev-parse', 'HEAD:a.vlprompt');
    rmSync(path.join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    for (const [name, value] of [
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', 'ssh://localhost/nothing'],
      ['core.sshCommand', `touch ${mark};`],
    ] as const) {
      repository.git('config', name, value);
    }
    await refuses(planAt(file, repository.folder, 'HEAD'), 'git-ref-missing', /a\.vlprompt is not in/);
    assert.equal(existsSync(mark), false);
  });

  it('reads no configuration of a repository that came as files of another', async () => {
    const inner = path.join(repository.folder, 'inner');
    repository.git('init', '--quiet', '--bare', inner);
    const file = repository.write('inner/a.vlprompt', recipe('red ${class}'));
    await refuses(planAt(file, repository.folder, 'HEAD'), 'git-unavailable', /no git repository/);
  });

  it('refuses any text that is no ref with one code', async () => {
    const file = repository.write('a.vlprompt', recipe('red ${class}'));
    repository.commit('one');
    const text = fc.string({ unit: 'binary', maxLength: 20 }).filter((each) => !/^(@|HEAD|main)/.test(each));
    await fc.assert(
      fc.asyncProperty(text, (ref) =>
        planAt(file, repository.folder, ref).then(
          () => assert.fail(`${JSON.stringify(ref)} was taken`),
          (error: unknown) => assert.ok(Failure.is(error, 'git-ref-missing'), String(error)),
        ),
      ),
      { numRuns: 40 },
    );
  });

  it('reads no file outside of the repository or behind a link', async () => {
    mkdirSync(path.join(repository.folder, 'in'));
    symlinkSync('/etc/hostname', path.join(repository.folder, 'words.txt'));
    const file = repository.write(
      'a.vlprompt',
      'class shirt "shirt"\nimport "../../outside.vlprompt"\nwildcard w from "words.txt"\nrecipe preview {\n  prompt: "__w__ ${class}"\n}\n',
    );
    repository.commit('one');
    // The link's own words are where it leads; what stands there is not read.
    const prompts = await promptsAt(file, 'HEAD');
    assert.ok(
      prompts.every((prompt) => prompt === '/etc/hostname shirt'),
      prompts.join('\n'),
    );
  });

  it('heeds no variables of a hook that it may run in', async () => {
    const file = repository.write('a.vlprompt', recipe('red ${class}'));
    repository.commit('one');
    const before = process.env.GIT_DIR;
    process.env.GIT_DIR = path.join(repository.folder, 'elsewhere');
    try {
      assert.deepEqual(await promptsAt(file, 'HEAD'), ['red shirt']);
    } finally {
      if (before === undefined) delete process.env.GIT_DIR;
      else process.env.GIT_DIR = before;
    }
  });
});
