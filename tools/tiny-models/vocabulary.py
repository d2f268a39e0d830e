"""A vocabulary in the form of CLIP's: bytes, bytes that end a word, merges, start, end (tools/starter-pack/tokenizer.py)."""
import json
import os
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
sys.path.append(os.path.join(ROOT, 'tools', 'starter-pack'))  # last: its modules have our names
from tokenizer import END, START, Tokenizer, learn  # noqa: E402

WORDS = 'a photo of the red fox blue bird on grass blurry'.split()
PADS = {'end': END, '!': '!'}


def write(folder, pad, ends_in_config=False):
    """vocab.json, merges.txt and what names the special tokens.

    ends_in_config: tokenizer_config.json says that the end token pads, as in Stable Diffusion 2; special_tokens_map.json counts.
    """
    learn({word: 1 for word in WORDS}, folder)
    bold = lambda content: {'content': content, 'lstrip': False, 'normalized': True, 'rstrip': False, 'single_word': False}
    special = {'bos_token': bold(START), 'eos_token': bold(END), 'pad_token': PADS[pad], 'unk_token': bold(END)}
    config = {'add_prefix_space': False, 'bos_token': {'__type': 'AddedToken', **bold(START)}, 'do_lower_case': True,
              'eos_token': {'__type': 'AddedToken', **bold(END)}, 'errors': 'replace', 'model_max_length': 77,
              'pad_token': END if ends_in_config else PADS[pad], 'tokenizer_class': 'CLIPTokenizer',
              'unk_token': {'__type': 'AddedToken', **bold(END)}}
    for name, content in {'special_tokens_map.json': special, 'tokenizer_config.json': config}.items():
        with open(os.path.join(folder, name), 'w') as file:
            json.dump(content, file, indent=1)
            file.write('\n')


def size():
    """Tokens of the vocabulary."""
    with tempfile.TemporaryDirectory() as folder:
        learn({word: 1 for word in WORDS}, folder)
        return Tokenizer(folder).size
