import assert from 'node:assert/strict';
import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import { gitIn } from '../../src/cli/commands/curate/releases/set-work.ts';
import type { CuratePlan } from '../../src/language/plan/plan.ts';
import { originOf } from '../../src/protocol/set-origin.ts';
import { createRepository, type Repository } from '../language/git/repository.ts';

describe('what git knows of a set', function () {
  this.timeout(30_000);
  let repository: Repository;

  beforeEach(() => {
    repository = createRepository();
  });

  afterEach(() => repository.remove());

  const origin = (file = 'a.vlprompt') =>
    originOf({ span: { file }, from: [] } as unknown as CuratePlan, gitIn(repository.folder)); // No more is looked at.

  it('is a commit only where the file is as it is in the last one, whatever its ends of lines', async () => {
    assert.equal((await origin()).commit, undefined);
    repository.write('a.vlprompt', 'one\ntwo\n');
    repository.write('sub/b.vlprompt', 'one\n');
    const commit = repository.commit('one').slice(0, 12);
    assert.equal((await origin()).commit, commit);
    assert.equal((await origin('sub/b.vlprompt')).commit, commit);
    repository.write('a.vlprompt', 'one\r\ntwo\r\n');
    assert.equal((await origin()).commit, commit);
    repository.write('a.vlprompt', 'one\nthree\n');
    assert.equal((await origin()).commit, undefined);
    repository.git('add', '--all');
    assert.equal((await origin()).commit, undefined);
    repository.write('new.vlprompt', 'one\n');
    assert.equal((await origin('new.vlprompt')).commit, undefined);
    assert.equal((await origin('gone.vlprompt')).commit, undefined);
  });

  it('is told without what the repository configures to run', async () => {
    const mark = path.join(repository.folder, 'mark');
    const touch = `touch ${mark};`;
    repository.write('.gitattributes', '*.vlprompt filter=f diff=d\n');
    repository.write('a.vlprompt', 'one\n');
    repository.commit('one');
    const signed = repository
      .git('cat-file', 'commit', 'HEAD')
      .replace(/\n\n/, '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n');
    const object = repository.git('hash-object', '-t', 'commit', '-w', repository.write('signed', `${signed}\n`));
    repository.git('update-ref', 'HEAD', object);
    const program = repository.write('program', `#!/bin/sh\n${touch}\n`);
    repository.git('update-index', '--chmod=+x', '--add', 'program');
    for (const [name, value] of [
      ['filter.f.clean', `${touch} cat`],
      ['filter.f.required', 'true'],
      ['diff.external', touch],
      ['core.fsmonitor', touch],
      ['core.hooksPath', repository.folder],
      ['log.showSignature', 'true'],
      ['gpg.program', program],
    ] as const) {
      repository.git('config', name, value);
    }
    chmodSync(program, 0o755);
    repository.write('a.vlprompt', 'two\n');
    assert.equal((await origin()).commit, undefined);
    repository.write('a.vlprompt', 'one\n');
    assert.equal((await origin()).commit, object.slice(0, 12));
    assert.equal(existsSync(mark), false);
  });
});
