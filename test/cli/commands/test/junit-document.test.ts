import assert from 'node:assert/strict';
import fc from 'fast-check';
import { junitDocument } from '../../../../src/cli/commands/test/junit-document.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { assertGolden } from '../../support/golden.ts';
import { assertJunit } from './junit-schema.ts';
import { judgedReport, promptTest, span, testReport } from './sample-results.ts';
import { type Node, parseXml } from './strict-xml.ts';

const judged = { test: promptTest(), came: { kind: 'judged', report: judgedReport(), isKept: false } } as const;
const broken = {
  test: promptTest(),
  came: { kind: 'broken', failure: new Failure('model-missing', 'No model.') },
} as const;
const notRun = { test: promptTest(), came: { kind: 'not-run', reason: 'Cancelled.' } } as const;

function read(document: string): Node {
  const root = parseXml(document);
  assertJunit(root);
  return root;
}

describe('results as JUnit XML', () => {
  it('say what was measured and wanted, with the images that speak against it', () => {
    const text = junitDocument(testReport([judged]), '/folder');
    read(text);
    assertGolden('test-junit.xml', text);
  });

  it('tell failures, errors and what was skipped apart, and count them', () => {
    const diagnostics = [{ code: 'unknown-name', severity: 'error', message: 'No.', span: span(3) }] as const;
    const file = { file: '/folder/b.vlprompt', name: 'b.vlprompt', text: '', diagnostics };
    const root = read(junitDocument(testReport([judged, broken, notRun], { broken: [file] }), '/folder'));
    assert.deepEqual(
      [root, ...root.children].map(({ attributes: { tests, failures, errors, skipped } }) => [
        tests,
        failures,
        errors,
        skipped,
      ]),
      [
        ['10', '1', '4', undefined],
        ['1', '0', '1', '0'],
        ['3', '1', '0', '1'],
        ['3', '0', '3', '0'],
        ['3', '0', '0', '3'],
      ],
    );
  });

  it('attach at most twenty images', () => {
    const sources = judgedReport().sources.map((source) => ({
      ...source,
      images: Array.from({ length: 50 }, () => source.images[3] ?? assert.fail()),
    }));
    const came = { ...judged.came, report: { ...judgedReport(), sources } };
    const text = junitDocument(testReport([{ ...judged, came }]), '/folder');
    assert.equal(text.split('[[ATTACHMENT|').length - 1, 40); // Of two statements that do not hold.
    assert.match(text, /… and 30 more images/u);
  });

  it('attach nothing that names of files and classes say', () => {
    for (const name of ['a]]\n[[ATTACHMENT|/etc/passwd', 'a [[ATTACHMENT|/etc/passwd]]', '\u001b]0;x']) {
      const report = judgedReport(() => `/folder/${name}.png`);
      const came = { ...judged.came, report: { ...report, classes: report.classes.map((one) => `${one}${name}`) } };
      const text = junitDocument(testReport([{ ...judged, came }]), '/folder');
      assert.ok(!text.includes('[[ATTACHMENT|'), text);
    }
  });

  it('are well formed and valid whatever files, evaluations and sentences are called', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        ']]>',
        '<!--',
        '&amp;',
        '"\'>',
        '\u0000\u001b[2J',
        '\ud800',
        '\uffff',
        '</failure>',
        '<![CDATA[',
        '‮',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (name, evaluation, file, reason) => {
        const test = promptTest({ name, evaluation });
        const report = judgedReport((index) => `/folder/${file}${index}`);
        const results = [
          { test, came: { kind: 'judged', report, isKept: true } },
          { test, came: { kind: 'broken', failure: new Failure('model-missing', reason) } },
          { test, came: { kind: 'not-run', reason } },
        ] as const;
        read(junitDocument(testReport(results), '/folder'));
      }),
    );
  });
});
