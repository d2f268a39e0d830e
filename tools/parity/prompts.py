"""Writes test/fixtures/prompts/{contexts,drawings}.json: prompts with weights, several chunks, BREAK and schedules, as the
starter pack's painter must read them.

The graphs are run by onnxruntime from here; all else is computed anew in numpy: tokens (tools/starter-pack/tokenizer.py),
chunks (chunks.py), weights, concatenation, guidance, DDIM. Sources of the weights: AUTOMATIC1111's web UI 1.10,
modules/sd_emphasis.py ("Original", "No norm"); ComfyUI, comfy/sd1_clip.py. Needs numpy, torch (for the noise) and
onnxruntime; run it from the repository's root.
"""
import json
import os
import sys

import numpy as np
import onnxruntime
import torch

from chunks import cut

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
sys.path.insert(0, os.path.join(ROOT, 'tools', 'starter-pack'))
from diffusion import ALPHAS, trailing_timesteps  # noqa: E402
from tokenizer import PATTERN, Tokenizer  # noqa: E402

PAINTER = os.path.join(ROOT, 'models', 'starter', 'diffusion')
TARGET = os.path.join(ROOT, 'test', 'fixtures', 'prompts')
EVERY = 32  # Of the features each how-manyth is kept in the fixture.
GARMENTS = 'a photo of a red shirt with long sleeves on a white background, soft light, product photo, '


def session(part):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(os.path.join(PAINTER, part, 'model.onnx'), options)


TOKENIZER, ENCODER, UNET = Tokenizer(os.path.join(PAINTER, 'tokenizer')), session('text_encoder'), session('unet')


def tokens(text, weight):
    words = PATTERN.findall(' '.join(text.lower().split()))
    return [(token, weight) for word in words for token in TOKENIZER.word(word)]


def hidden(ids):
    row = [TOKENIZER.start] + ids + [TOKENIZER.end] * (76 - len(ids))
    return ENCODER.run(['last_hidden_state'], {'input_ids': np.array([row], np.int64)})[0][0].astype(np.float64)


def emphasised(z, weights, emphasis):
    """z [77, features]; weights [77]."""
    w = weights[:, None]
    if np.all(weights == 1) or emphasis == 'none':
        return z
    if emphasis == 'comfy':
        return (z - hidden([])) * w + hidden([])
    return z * w * (z.mean() / (z * w).mean() if emphasis == 'a1111' else 1)


def encode(wording, emphasis):
    """[77 * chunks, features]"""
    comma = TOKENIZER.vocabulary[',</w>']
    sections = [[token for text, weight in runs for token in tokens(text, weight)] for runs in wording]
    rows = []
    for chunk in cut(sections, lambda token: token[0] == comma):
        weights = np.array([1] + [weight for _, weight in chunk] + [1] * (76 - len(chunk)), np.float64)
        rows.append(emphasised(hidden([token for token, _ in chunk]), weights, emphasis))
    return np.concatenate(rows)


def filled(context, length):
    empty = [hidden([])] * ((length - len(context)) // 77)
    return np.concatenate([context, *empty])


def velocity(x, t, contexts):
    feeds = {'sample': np.repeat(x, len(contexts), 0), 'timestep': np.array([t], np.int64),
             'encoder_hidden_states': np.stack(contexts).astype(np.float32)}
    return UNET.run(['out_sample'], feeds)[0]


def draw(case):
    """DDIM on v-predictions, in as many steps as divide 1000; all in 32 bits but the contexts."""
    encoded = {}
    def context(side, step):
        wordings, steps = case[side]['wordings'], case[side]['steps']
        key = side, steps[step]
        if key not in encoded:
            encoded[key] = encode(wordings[steps[step]], case['emphasis'])
        return encoded[key]
    times, guidance = trailing_timesteps(case['steps']), np.float32(case['guidance'])
    x = torch.randn(1, 4, 16, 16, generator=torch.Generator().manual_seed(case['seed'])).numpy()
    for step, t in enumerate(times):
        wanted = context('reading', step)
        if guidance <= 1:
            v = velocity(x, int(t), [wanted])
        else:
            without = context('negativeReading', step)
            length = max(len(wanted), len(without))
            both = velocity(x, int(t), [filled(without, length), filled(wanted, length)])
            v = both[:1] + guidance * (both[1:] - both[:1])
        a = ALPHAS[t].numpy()
        after = ALPHAS[times[step + 1]].numpy() if step + 1 < len(times) else np.float32(1)
        clean, noise = np.sqrt(a) * x - np.sqrt(1 - a) * v, np.sqrt(a) * v + np.sqrt(1 - a) * x
        x = np.sqrt(after) * clean + np.sqrt(1 - after) * noise
    return x


def plain(text):
    return [[(text, 1)]]


RED = [[('a photo of a ', 1), ('red', 1.6), (' shirt', 1)]]
PALE = [[('a photo of a ', 1), ('red', .4), (' shirt, ', 1), ('blue', 1.1 ** 2), (' sleeves', 1)]]
LONG = [[(GARMENTS * 3, 1), ('on a wooden table, ', 1.3), (GARMENTS * 2, .8)]]
BROKEN = [[('a red shirt', 1)], [], [('a ', 1), ('blue', 1.5), (' bag', 1)]]
WORDINGS = {'red 1.6': RED, 'pale red, blue squared': PALE, 'long': LONG, 'broken': BROKEN,
            'negative weight': [[('a ', 1), ('red', -1), (' shirt', 0)]], 'empty': plain(''),
            'weight within a word': [[('a shi', 1), ('rt', 1.4)]]}


def always(wording):
    return {'wordings': [wording], 'steps': [0] * 8}


SHIRT_THEN_TROUSERS = {'wordings': [plain('a photo of a shirt'), plain('a photo of trousers')], 'steps': [0] * 4 + [1] * 4}
ALTERNATING = {'wordings': [plain('blurry'), plain('dark, ' * 60)], 'steps': [0, 1] * 4}
DRAWINGS = {
    'weights of A1111': {'emphasis': 'a1111', 'reading': always(RED), 'negativeReading': always(plain(''))},
    'weights of ComfyUI, in the negative too': {'emphasis': 'comfy', 'reading': always(PALE), 'negativeReading': always(BROKEN)},
    'a schedule, and a negative that alternates with a longer one':
        {'emphasis': 'a1111', 'reading': SHIRT_THEN_TROUSERS, 'negativeReading': ALTERNATING},
    'a long prompt': {'emphasis': 'a1111-nonorm', 'reading': always(LONG), 'negativeReading': always(plain(''))},
    'a schedule without guidance':
        {'emphasis': 'a1111', 'guidance': 1, 'reading': SHIRT_THEN_TROUSERS, 'negativeReading': always(plain('blurry'))},
}


def written(wording):
    return [[{'text': text, 'weight': weight} for text, weight in runs] for runs in wording]


def reading(given):
    return {'wordings': [written(wording) for wording in given['wordings']], 'steps': given['steps']}


def numbers(values):
    return [float(f'{value:.7g}') for value in values.flatten().tolist()]


def contexts():
    for name, wording in WORDINGS.items():
        for emphasis in ['a1111', 'a1111-nonorm', 'comfy', 'none']:
            context = encode(wording, emphasis)
            yield {'name': f'{name}, {emphasis}', 'emphasis': emphasis, 'wording': written(wording), 'tokens': len(context),
                   'data': numbers(context[:, ::EVERY])}


def drawings():
    for name, given in DRAWINGS.items():
        case = {'name': name, 'seed': 42, 'steps': 8, 'guidance': 3, **given}
        latents = numbers(draw(case))
        yield {**case, 'reading': reading(case['reading']), 'negativeReading': reading(case['negativeReading']), 'latents': latents}


def write(name, content):
    with open(os.path.join(TARGET, name), 'w') as file:
        json.dump({'source': 'Made by tools/parity/prompts.py.', **content}, file)
        file.write('\n')


if __name__ == '__main__':
    os.makedirs(TARGET, exist_ok=True)
    write('contexts.json', {'every': EVERY, 'cases': list(contexts())})
    write('drawings.json', {'cases': list(drawings())})
