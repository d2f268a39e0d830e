/** @file What the hub's refusals mean, as sentences with what to do. */
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { HubSpec } from '../../../protocol/models.ts';
import { type Headers, type HubAnswer, type HubClient, headerOf } from './hub-client.ts';
import { Interrupted } from './hub-timing.ts';

/** Statuses after which the same request may succeed. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Lets an answer with content pass. The body of another one is thrown away.
 * @throws Interrupted, Failure `hub-refused`, `model-missing`, `hub-unreachable`
 */
export function requireContent(answer: HubAnswer, spec: HubSpec, client: HubClient): void {
  const { status, headers, body } = answer;
  if (status === 200 || status === 206) return;
  body.on('error', () => {}).destroy();
  if (passing.has(status)) {
    const after = retryAfter(headers);
    throw new Interrupted(meaning(status), after === undefined ? {} : { after });
  }
  throw refusal(status, headerOf(headers, 'x-error-code') ?? '', spec, client);
}

function meaning(status: number): string {
  if (status === 429) return 'the hub asks for a pause: too many requests';
  return `the hub is not well: status ${status}`;
}

/** Milliseconds; the header is seconds or a date. */
function retryAfter(headers: Headers): number | undefined {
  const written = headerOf(headers, 'retry-after');
  if (written === undefined) return undefined;
  const milliseconds = /^\d+$/.test(written) ? Number(written) * 1000 : Date.parse(written) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

function refusal(status: number, code: string, spec: HubSpec, client: HubClient): Failure {
  const name = modelName(spec);
  if (code === 'RevisionNotFound') {
    return new Failure(
      'model-missing',
      `\`${spec.repository}\` has no revision \`${spec.revision}\` on the hub; check it, or leave it out.`,
    );
  }
  if (code === 'GatedRepo' || (status === 403 && code === '')) return gated(name, spec, client);
  if (status === 404 && code === 'EntryNotFound') {
    return new Failure('model-missing', `A file of \`${name}\` is listed by the hub but not there; try again later.`);
  }
  if (status === 401 || status === 403 || status === 404) return unknown(name, client);
  return new Failure(
    'hub-unreachable',
    `The hub answers with status ${status} to a request for \`${name}\`; try again later.`,
  );
}

function gated(name: string, { repository }: HubSpec, client: HubClient): Failure {
  const page = `${client.endpoint}/${repository}`;
  const token = client.hasToken ? 'with the account whose token you use' : `and ${giveToken}`;
  return new Failure(
    'hub-refused',
    `\`${name}\` is only for those who accepted its licence: do so at ${page} ${token}.`,
  );
}

const giveToken = 'give VLPrompt a token of your account (`HF_TOKEN`, or *Set Hugging Face Token* in the editor)';

/** The hub does not tell strangers whether a private repository is there. */
function unknown(name: string, client: HubClient): Failure {
  if (client.hasToken) {
    const text = `There is no \`${name}\` on the hub, or your token may not read it; check the name and the token.`;
    return new Failure('hub-refused', text);
  }
  return new Failure(
    'model-missing',
    `There is no public \`${name}\` on the hub; check the name, or, if it is private, ${giveToken}.`,
  );
}
