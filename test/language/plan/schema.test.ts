import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { checkText } from '../../../src/language/checks/check.ts';
import { createDocument } from '../../../src/language/document.ts';
import { buildPlan } from '../../../src/language/plan/build-plan.ts';
import type { Plan } from '../../../src/language/plan/plan.ts';
import { program } from '../texts.ts';
import { grids } from './grids.ts';

const root = new URL('../../../', import.meta.url);

function readText(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

function planOf(text: string): Plan {
  return buildPlan(createDocument('a.vlprompt', text), checkText);
}

const schema = JSON.parse(readText('docs/plan.schema.json'));
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

function assertValid(plan: unknown): void {
  assert.ok(validate(JSON.parse(JSON.stringify(plan))), JSON.stringify(validate.errors?.slice(0, 3), null, 2));
}

describe('the schema of plans', () => {
  for (const name of readdirSync(new URL('examples', root), { recursive: true, encoding: 'utf8' })) {
    if (/[^/\\]\.vlprompt$/.test(name))
      it(`fits the plan of examples/${name}`, () => assertValid(planOf(readText(`examples/${name}`))));
  }

  it('fits the plan of the golden file', () =>
    assertValid(planOf(readText('test/language/plan/plan.example.vlprompt'))));

  it('fits plans of any program', () => {
    fc.assert(
      fc.property(program, (text) => assertValid(planOf(text))),
      { numRuns: 60 },
    );
  });

  it('fits plans of any grid', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const plan = planOf(grid.text);
        assert.equal(plan.recipes.length, 1, grid.text);
        assertValid(plan);
      }),
      { numRuns: 60 },
    );
  });

  it('says what every field is', () => {
    const undocumented: string[] = [];
    walk(schema, '$', undocumented);
    assert.deepEqual(undocumented, []);
  });

  it('fits nothing else', () => {
    const plan = JSON.parse(JSON.stringify(planOf('recipe r { prompt: "x" }')));
    for (const broken of [
      { ...plan, version: 1 },
      { ...plan, surprise: true },
      { ...plan, recipes: [{ ...plan.recipes[0], cells: undefined }] },
      { ...plan, recipes: [{ ...plan.recipes[0], cells: [{ ...plan.recipes[0].cells[0], isSkipped: false }] }] },
    ]) {
      assert.ok(!validate(broken));
    }
  });
});

/** Every property is described, by itself or by what it refers to. */
function walk(node: unknown, path: string, undocumented: string[]): void {
  if (typeof node !== 'object' || node === null) return;
  if ('properties' in node && typeof node.properties === 'object' && node.properties !== null) {
    for (const [name, property] of Object.entries(node.properties)) {
      const isSaid = 'description' in property || '$ref' in property || 'const' in property;
      if (!isSaid) undocumented.push(`${path}.${name}`);
    }
  }
  for (const [name, inner] of Object.entries(node)) walk(inner, `${path}.${name}`, undocumented);
}
