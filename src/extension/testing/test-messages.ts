/** @file What the Test Explorer shows of a statement that does not hold: the numbers, and the images against it. */
import path from 'node:path';
import { Location, MarkdownString, Range, TestMessage, Uri } from 'vscode';
import type { SourceSpan } from '../../language/plan/plan.ts';
import type { JudgedImage } from '../../protocol/evaluation.ts';
import type { Finding } from '../../protocol/statement-findings.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { measuredText, partsOfStatement } from '../../protocol/texts/statement-texts.ts';
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
  if (finding.reason !== undefined) text.appendText(finding.reason);
  else {
    text.appendText(`${metric} on ${finding.source} is `);
    text.appendMarkdown(`**${measuredText(statement.metric, finding.measured)}**, `);
    text.appendText(`wanted ${wanted}.`);
  }
  text.appendMarkdown('\n\n');
  for (const image of finding.against.slice(0, shownImages)) appendImage(text, image, classes);
  const more = finding.against.length - shownImages;
  const rest = more > 0 ? `… and ${counted(more, 'more image')} · ` : '';
  text.appendMarkdown(`\n\n${rest}[Show the matrix](${commandUri('vlprompt.showMatrix', id)})`);
  const message = new TestMessage(text);
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
  const title = linkText(`${said} (${confidence.toFixed(2)}), ${path.basename(file)}`);
  // Of images in Markdown VS Code takes the size behind a bar; of HTML it would not find files of a remote machine.
  const picture = `![${title}](${addressOf(uri)}|height=72 "${title}")`;
  text.appendMarkdown(`[${picture}](${commandUri('vscode.open', uri)} "${title}") `);
}

/** Brackets would end an address, and a bar begin its size. */
function addressOf(uri: Uri): string {
  return uri.toString().replace(/[()|]/gu, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/** Text within brackets and quotes of a link. */
function linkText(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+!|"&~\n\r]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

function commandUri(command: string, argument: unknown): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}

export function rangeOf({ start, end }: SourceSpan): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
