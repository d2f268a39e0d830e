/** @file What stands around the tokens of a text: the `post_processor` of a `tokenizer.json`. */
import type { JsonObject } from '../../files/json-file.ts';

export interface TokenTemplate {
  /** Undefined where the file does not say. */
  readonly start: readonly number[] | undefined;
  readonly end: readonly number[] | undefined;
}

const unsaid: TokenTemplate = { start: undefined, end: undefined };

/** @throws Failure `model-corrupt` */
export function templateOf(file: JsonObject): TokenTemplate {
  const value = file.value('post_processor');
  return value === null || value === undefined ? unsaid : readProcessor(file.object('post_processor'));
}

function readProcessor(processor: JsonObject): TokenTemplate {
  const read = processors[processor.string('type', '')];
  return read === undefined ? unsaid : read(processor);
}

const processors: { readonly [type: string]: (processor: JsonObject) => TokenTemplate } = {
  TemplateProcessing: readTemplate,
  RobertaProcessing: readPair,
  BertProcessing: readPair,
  Sequence: (processor) => {
    const found = processor.objects('processors', []).map(readProcessor);
    return found.find(({ end }) => end !== undefined) ?? unsaid;
  },
};

function readTemplate(processor: JsonObject): TokenTemplate {
  const tokens = processor.object('special_tokens', {});
  const parts = processor.objects('single');
  const text = parts.findIndex((part) => part.value('Sequence') !== undefined);
  const ids = (some: readonly JsonObject[]) =>
    some
      .filter((part) => part.value('SpecialToken') !== undefined)
      .flatMap((part) => tokens.object(part.object('SpecialToken').string('id')).numbers('ids'));
  return { start: ids(parts.slice(0, text)), end: ids(parts.slice(text + 1)) };
}

/** `["</s>", 2]` on either side. */
function readPair(processor: JsonObject): TokenTemplate {
  const id = (name: string) => processor.list(name, []).filter((value) => typeof value === 'number');
  return { start: id('cls'), end: id('sep') };
}
