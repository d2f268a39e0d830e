/** @file A condition of the tree → plain data. */
import type { PromptDocument } from '../document.ts';
import type { Clause, Comparison, Conjunction, Disjunction } from '../generated/ast.ts';
import type { Condition, ConditionOperator, FieldValue } from '../plan/plan.ts';
import { classesOf } from '../scope/classes.ts';
import type { Field, FieldTable } from './fields.ts';
import { type ReadValue, readValues } from './operands.ts';

/** Undefined when something is missing or wrong; of a condition without problems it never is. */
export function compileCondition(
  document: PromptDocument,
  condition: Disjunction | undefined,
  fields: FieldTable,
): Condition | undefined {
  return condition && new Compiler(document, fields).any(condition);
}

class Compiler {
  private readonly document: PromptDocument;
  private readonly fields: FieldTable;

  constructor(document: PromptDocument, fields: FieldTable) {
    this.document = document;
    this.fields = fields;
  }

  any({ terms }: Disjunction): Condition | undefined {
    return joined('or', terms, (term) => this.all(term));
  }

  private all({ terms }: Conjunction): Condition | undefined {
    return joined('and', terms, (term) => this.clause(term));
  }

  private clause(clause: Clause): Condition | undefined {
    if (clause.$type === 'Parenthesis') return clause.condition && this.any(clause.condition);
    if (clause.$type === 'Comparison') return this.comparison(clause);
    const term = clause.clause && this.clause(clause.clause);
    return term && { kind: 'not', term };
  }

  private comparison({ field, operator, value }: Comparison): Condition | undefined {
    const rule = Object.hasOwn(this.fields, field) ? this.fields[field] : undefined;
    if (rule === undefined) return undefined;
    if (operator === undefined) return { kind: 'is', field };
    if (value === undefined) return undefined;
    const ends = operator === 'in' && value.$type === 'Range' ? endsOf(value.raw) : undefined;
    if (ends) return { kind: 'between', field, ...ends };
    return this.compared(field, rule, operator, readValues(this.document, value));
  }

  private compared(field: string, rule: Field, operator: string, read: readonly ReadValue[]): Condition | undefined {
    const values = read.flatMap((each) => this.meant(rule, each));
    if (values.length === 0) return undefined;
    if (operator === 'in') return { kind: 'in', field, values };
    const [value, ...more] = values;
    // A group stands for all of its classes.
    if (more.length > 0) return operator === '!=' ? not({ kind: 'in', field, values }) : { kind: 'in', field, values };
    if (value === undefined || !isOperator(operator)) return undefined;
    return { kind: 'compare', field, operator, value };
  }

  /** A class is its name, and a group the names of its classes. */
  private meant({ type }: Field, { value, operand }: ReadValue): readonly FieldValue[] {
    if (type.kind !== 'class' || operand.kind !== 'name') return value === undefined ? [] : [value];
    return classesOf(this.document, [operand.name]).flatMap((each) => each.name ?? []);
  }
}

function joined<T>(
  kind: 'and' | 'or',
  nodes: readonly T[],
  compile: (node: T) => Condition | undefined,
): Condition | undefined {
  const terms = nodes.map(compile);
  const known = terms.filter((term) => term !== undefined);
  if (known.length < terms.length) return undefined;
  return known.length === 1 ? known[0] : { kind, terms: known };
}

function not(term: Condition): Condition {
  return { kind: 'not', term };
}

const operators: ReadonlySet<string> = new Set<ConditionOperator>(['=', '!=', '<', '<=', '>', '>=', '~']);

function isOperator(operator: string): operator is ConditionOperator {
  return operators.has(operator);
}

/** A range without steps is all that lies between; one with steps is its values. */
export function endsOf(raw: string): { readonly least: number; readonly most: number } | undefined {
  const [, least, most] = /^(-?[\d.]*\d)[ \t]*\.\.[ \t]*(-?[\d.]*\d)$/.exec(raw) ?? [];
  return least === undefined || most === undefined ? undefined : { least: Number(least), most: Number(most) };
}
