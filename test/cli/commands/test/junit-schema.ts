/**
 * @file What junit-10.xsd of Jenkins' xUnit plugin allows, as tables: elements with the children that they may have, in
 * any order, and attributes, of which `!` marks those that must be there.
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
import assert from 'node:assert/strict';
import type { Node } from './strict-xml.ts';

interface Rule {
  readonly children: readonly string[];
  readonly attributes: readonly string[];
  readonly hasText?: true;
}

const ending: Rule = { children: [], attributes: ['type', 'message'], hasText: true };
const output: Rule = { children: [], attributes: [], hasText: true };

const schema: Readonly<Record<string, Rule>> = {
  testsuites: { children: ['testsuite'], attributes: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
    attributes: [
      ...['name!', 'tests!', 'failures!', 'errors!', 'group', 'time', 'skipped', 'timestamp', 'hostname', 'id'],
      ...['package', 'file', 'log', 'url'],
    ],
  },
  testcase: {
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    attributes: ['name!', 'time', 'classname', 'group'],
  },
  properties: { children: ['property'], attributes: [] },
  property: { children: [], attributes: ['name!', 'value!'] },
  failure: ending,
  error: ending,
  skipped: ending,
  'system-out': output,
  'system-err': output,
};

/** The type SUREFIRE_TIME. */
const time = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

export function assertJunit(node: Node): void {
  const rule = schema[node.name];
  assert.ok(rule, node.name);
  for (const child of node.children) assert.ok(rule.children.includes(child.name), `${child.name} in ${node.name}`);
  const known = rule.attributes.map((name) => name.replace('!', ''));
  for (const name of Object.keys(node.attributes)) assert.ok(known.includes(name), `${name} of ${node.name}`);
  for (const name of rule.attributes.filter((each) => each.endsWith('!'))) {
    assert.ok(name.replace('!', '') in node.attributes, `${node.name} without ${name}`);
  }
  if (rule.hasText === undefined) assert.equal(node.text.trim(), '', `text in ${node.name}`);
  if (node.attributes.time !== undefined) assert.match(node.attributes.time, time);
  for (const child of node.children) assertJunit(child);
}
