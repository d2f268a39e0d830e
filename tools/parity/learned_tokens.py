"""Learned tokens (textual inversion, Gal et al. 2022): files as other tools save them, and what the tiny models' text encoders
make of prompts that say them. Written into test/fixtures/learned-tokens. Needs torch.

The reference is the towers of tools/tiny-models with rows of their embeddings replaced; pooling stays at the end-of-text token,
which a learned token's higher id would hide from an argmax over ids (huggingface/transformers, issue 21029).
"""
import json
import os
import struct
import sys

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, '..', '..', 'test', 'fixtures', 'learned-tokens')
sys.path.insert(0, os.path.join(HERE, '..', 'tiny-models'))
import vocabulary  # noqa: E402,F401  (adds the starter pack's tokenizer to the path)
from families import modules  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402

DTYPES = {'F32': np.float32, 'F16': np.float16}


def save(name, tensors, dtype='F32', metadata=None):
    """https://github.com/huggingface/safetensors#format"""
    header, blob = ({'__metadata__': metadata} if metadata else {}), b''
    for key, values in tensors.items():
        data = bfloat16(values) if dtype == 'BF16' else np.asarray(values, DTYPES[dtype]).tobytes()
        header[key] = {'dtype': dtype, 'shape': list(np.shape(values)), 'data_offsets': [len(blob), len(blob) + len(data)]}
        blob += data
    text = json.dumps(header).encode()
    text += b' ' * (-len(text) % 8)
    with open(os.path.join(TARGET, name), 'wb') as file:
        file.write(struct.pack('<Q', len(text)) + text + blob)


def bfloat16(values):
    return (np.asarray(values, np.float32).view(np.uint32) >> 16).astype('<u2').tobytes()


def row(tokenizer, pieces, pad):
    """Ids of a chunk of 77, with placeholders for vectors, and (position, vector) of each."""
    ids, placed = [tokenizer.start], []
    for piece in pieces:
        if isinstance(piece, str):
            own = tokenizer.encode(piece)[1:]
            ids += own[:own.index(tokenizer.end)]
        else:
            placed += [(len(ids) + i, vector) for i, vector in enumerate(piece)]
            ids += [0] * len(piece)
    ids.append(tokenizer.end)
    return torch.tensor([ids + [pad] * (77 - len(ids))]), placed


@torch.no_grad()
def encode(tower, ids, placed):
    """Hidden states of every layer, the last normalised, its end-of-text row, and that projected."""
    plain = tower.tokens.forward

    def replaced(given):
        found = plain(given).clone()
        for at, vector in placed:
            found[0, at] = torch.tensor(np.asarray(vector, np.float32))
        return found

    tower.tokens.forward = replaced
    try:
        return tower(ids)
    finally:
        tower.tokens.forward = plain


def numbers(tensor):
    return [float(f'{value:.7g}') for value in tensor.flatten().tolist()]


def main():
    os.makedirs(TARGET, exist_ok=True)
    random = np.random.default_rng(7)
    vectors = lambda count, width: (random.standard_normal((count, width)) * .5).astype(np.float16).astype(np.float32)
    fox, style = vectors(1, 8), vectors(3, 8)
    left, right = vectors(2, 8), vectors(2, 12)
    save('fox.safetensors', {'<red-fox>': fox[0]})  # diffusers: one vector under the token's name
    save('ink-style.safetensors', {'emb_params': style}, 'F16', {'modelspec.title': 'ink'})  # A1111: the file's name is the word
    save('paired.safetensors', {'clip_l': left, 'clip_g': right})  # SDXL, either tool
    save('rounded.safetensors', {'<rounded>': fox}, 'BF16')
    save('changes.safetensors', {'lora_unet_down.lora_up.weight': vectors(2, 4), 'lora_unet_down.alpha': np.float32([4])})

    folder = os.path.join(TARGET, '..', 'models', 'sd15', 'tokenizer')
    tokenizer = Tokenizer(folder)
    tower = modules('sd15')['text_encoder']
    cases = []
    for prompt, pieces in [('a photo of <red-fox> on grass', ['a photo of', fox, 'on grass']),
                           ('Ink-Style, the <RED-FOX>', [style, ', the', fox]),
                           ('ink-styles of a fox', ['ink-styles of a fox']),
                           ('ink-style', [style])]:
        ids, placed = row(tokenizer, pieces, tokenizer.end)
        cases.append({'prompt': prompt, 'hidden': numbers(encode(tower, ids, placed)[1])})

    both = modules('sdxl')
    pieces, pieces2 = ['the', left, 'on grass'], ['the', right, 'on grass']
    ids, placed = row(tokenizer, pieces, tokenizer.end)
    states, _, _, _ = encode(both['text_encoder'], ids, placed)
    pad2 = tokenizer.vocabulary['!']
    ids2, placed2 = row(tokenizer, pieces2, pad2)
    states2, _, _, embeds2 = encode(both['text_encoder_2'], ids2, placed2)
    hidden = torch.cat([states[-2], states2[-2]], -1)
    document = {'source': 'tools/parity/learned_tokens.py, torch ' + torch.__version__.split('+')[0], 'sd15': cases,
                'sdxl': {'prompt': 'the paired on grass', 'hidden': numbers(hidden), 'pooled': numbers(embeds2)}}
    with open(os.path.join(TARGET, 'encoded.json'), 'w') as file:
        json.dump(document, file)
        file.write('\n')


if __name__ == '__main__':
    torch.set_num_threads(1)
    main()
