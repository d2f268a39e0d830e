"""Writes test/fixtures/prompts/chunks.json: where AUTOMATIC1111's web UI cuts sections of tokens.

A case has the lengths of sections, the places of commas in each, and the lengths of the chunks.

The rule, from `tokenize_line` of modules/sd_hijack_clip.py (version 1.10): a chunk takes 75 tokens; a token that is no
comma and finds the chunk full takes along whatever follows the last comma of that chunk, if that comma is one of its last
20 tokens; BREAK ends a chunk even when it is empty; the last chunk is left out when it is empty and not alone.
"""
import json
import os
import random

LIMIT, COMMA, BACK = 75, 267, 20
TARGET = os.path.join(os.path.dirname(__file__), '..', '..', 'test', 'fixtures', 'prompts', 'chunks.json')


def cut(sections, is_comma=lambda token: token == COMMA):
    done, open_chunk = [], []
    for number, section in enumerate(sections):
        if number > 0:
            done, open_chunk = done + [open_chunk], []
        for token in section:
            if len(open_chunk) == LIMIT:
                tail = [] if is_comma(token) else tail_after_comma(open_chunk, is_comma)
                done.append(open_chunk[:LIMIT - len(tail)])
                open_chunk = tail
            open_chunk = open_chunk + [token]
    return done + [open_chunk] if open_chunk or not done else done


def tail_after_comma(chunk, is_comma):
    """Nothing when no comma is near enough. (A comma that opened a chunk is forgotten by the web UI; it is too far off.)"""
    commas = [at for at, token in enumerate(chunk) if is_comma(token) and len(chunk) - at <= BACK]
    return chunk[commas[-1] + 1:] if commas else []


def cases():
    chooser = random.Random(3)
    for _ in range(150):
        commas = chooser.choice([0, .02, .05, .2])
        lengths = [chooser.choice([0, 3, 55, 74, 75, 76, 96, 150, 170, 240]) for _ in range(chooser.choice([1, 1, 1, 2, 3]))]
        yield [[COMMA if chooser.random() < commas else 1 for _ in range(length)] for length in lengths]


def case(sections):
    commas = [[at for at, token in enumerate(section) if token == COMMA] for section in sections]
    return {'sections': [len(section) for section in sections], 'commas': commas, 'chunks': [len(chunk) for chunk in cut(sections)]}


if __name__ == '__main__':
    os.makedirs(os.path.dirname(TARGET), exist_ok=True)
    with open(TARGET, 'w') as file:
        json.dump({'source': __doc__.split('\n')[0] + ' Made by tools/parity/chunks.py.', 'limit': LIMIT,
                   'cases': [case(sections) for sections in cases()]}, file)
        file.write('\n')
