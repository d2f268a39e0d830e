/** @file Placeholder while the table is being written. */
export type DiagnosticCode = string;
