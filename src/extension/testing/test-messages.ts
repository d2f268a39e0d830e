/** @file What the Test Explorer shows of a statement that does not hold: the numbers, and the images against it. */
import path from 'node:path';
import { Location, MarkdownString, Range, TestMessage, Uri } from 'vscode';
import type { SourceSpan } from '../../language/plan/plan.ts';
import type { JudgedImage } from '../../protocol/evaluation.ts';
import type { Finding } from '../../protocol/statement-findings.ts';
import { figure, measuredText, partsOfStatement } from '../../protocol/statement-texts.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { StatementResult } from './statement-result.ts';

const shownImages = 8;

export interface MessageParts {
  readonly id: DeclarationId;
  readonly classes: readonly string[];
  /** Of the statement. */
  readonly file: Uri;
}

/** One a source where it does not hold. */
export function failureMessages(result: StatementResult, parts: MessageParts): readonly TestMessage[] {
  return result.findings.filter(({ held }) => !held).map((finding) => failureMessage(result, finding, parts));
}

function failureMessage(
  { statement }: StatementResult,
  finding: Finding,
  { id, classes, file }: MessageParts,
): TestMessage {
  const { metric, wanted } = partsOfStatement(statement.text);
  const text = new MarkdownString();
  text.isTrusted = { enabledCommands: ['vscode.open', 'vlprompt.showMatrix'] };
  text.supportHtml = true;
  if (finding.reason !== undefined) text.appendText(finding.reason);
  else {
    text.appendText(`${metric} on ${finding.source} is `);
    text.appendMarkdown(`**${measuredText(statement.metric, finding.measured)}**, `);
    text.appendText(`wanted ${wanted}.`);
  }
  text.appendMarkdown('\n\n');
  for (const image of finding.against.slice(0, shownImages)) appendImage(text, image, classes);
  const more = finding.against.length - shownImages;
  const all = more > 0 ? `all ${finding.against.length} images` : 'the matrix';
  text.appendMarkdown(`\n\n[Show ${all}](${commandUri('vlprompt.showMatrix', id)})`);
  const message = new TestMessage(text);
  message.expectedOutput = wanted;
  message.actualOutput = figure(statement.metric, finding.measured.value);
  message.location = new Location(file, rangeOf(statement.span));
  return message;
}

/** A small picture that opens the file, under it what it is and what it was taken for. */
function appendImage(
  text: MarkdownString,
  { file, actual, predicted, confidence }: JudgedImage,
  classes: readonly string[],
): void {
  const uri = Uri.file(file);
  const said = actual === predicted ? `${classes[actual]}` : `${classes[actual]} taken for ${classes[predicted]}`;
  const title = `${said} (${confidence.toFixed(2)}), ${path.basename(file)}`;
  text.appendMarkdown(
    `<a href="${commandUri('vscode.open', uri)}" title="${attribute(title)}"><img src="${attribute(uri.toString())}" alt="${attribute(title)}" height="72"></a> `,
  );
}

function commandUri(command: string, argument: unknown): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}

function attribute(text: string): string {
  return text.replace(/[&<>"'`]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

export function rangeOf({ start, end }: SourceSpan): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
