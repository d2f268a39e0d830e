"""CLIP's byte-level BPE (Radford et al., 2021), learned on the captions' own words.

Layout as in OpenAI's vocabulary: 256 byte symbols, 256 with the end-of-word mark, the merges, start of text, end of text.
"""
import collections
import json
import os
import random
import re

PATTERN = re.compile(r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|[^\s\w]+|_+", re.I)
START, END = '<|startoftext|>', '<|endoftext|>'
LONGEST = 28  # tokens of the longest caption of the grammar, rounded up; training pads to this


def byte_symbols():
    """GPT-2's reversible map from bytes to printable characters."""
    printable = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    characters, extra = {b: chr(b) for b in printable}, 0
    order = list(printable)
    for b in range(256):
        if b not in characters:
            characters[b] = chr(256 + extra)
            order.append(b)
            extra += 1
    return {b: characters[b] for b in order}


SYMBOLS = byte_symbols()


def split(word):
    symbols = [SYMBOLS[b] for b in word.encode()]
    return symbols[:-1] + [symbols[-1] + '</w>']


def merge(symbols, pair):
    merged, i = [], 0
    while i < len(symbols):
        if tuple(symbols[i:i + 2]) == pair:
            merged.append(symbols[i] + symbols[i + 1])
            i += 2
        else:
            merged.append(symbols[i])
            i += 1
    return merged


def learn(counts, folder):
    """Merges until every word in `counts` is one token; writes vocab.json and merges.txt."""
    words, merges = {w: split(w) for w in counts}, []
    while True:
        pairs = collections.Counter()
        for word, symbols in words.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += counts[word]
        if not pairs:
            break
        best = max(pairs, key=lambda p: (pairs[p], p))
        merges.append(best)
        words = {w: merge(s, best) for w, s in words.items()}
    alphabet = list(SYMBOLS.values())
    vocabulary = alphabet + [s + '</w>' for s in alphabet] + [a + b for a, b in merges] + [START, END]
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'vocab.json'), 'w') as file:
        json.dump({v: i for i, v in enumerate(vocabulary)}, file, ensure_ascii=False)
    with open(os.path.join(folder, 'merges.txt'), 'w') as file:
        file.write('#version: 0.2\n' + '\n'.join(' '.join(m) for m in merges) + '\n')


class Tokenizer:
    def __init__(self, folder):
        with open(os.path.join(folder, 'vocab.json')) as file:
            self.vocabulary = json.load(file)
        with open(os.path.join(folder, 'merges.txt')) as file:
            lines = file.read().split('\n')[1:]
        self.ranks = {tuple(line.split()): i for i, line in enumerate(l for l in lines if l)}
        self.start, self.end, self.size = self.vocabulary[START], self.vocabulary[END], len(self.vocabulary)
        self.known = {}

    def word(self, text):
        if text not in self.known:
            symbols = split(text)
            while len(symbols) > 1:
                pair = min(zip(symbols, symbols[1:]), key=lambda p: self.ranks.get(p, 1 << 30))
                if pair not in self.ranks:
                    break
                symbols = merge(symbols, pair)
            self.known[text] = [self.vocabulary[s] for s in symbols]
        return self.known[text]

    def encode(self, text, length=LONGEST):
        """Start, tokens, end, padded with end to `length` (truncated before the end token when too long)."""
        ids = [self.start]
        for word in PATTERN.findall(' '.join(text.lower().split())):
            ids += self.word(word)
        ids = ids[:length - 1] + [self.end]
        return ids + [self.end] * (length - len(ids))


def corpus_counts(samples=30000, seed=0):
    """Words of sampled captions (dampened counts), and those kept for what training never shows."""
    from scenes import captions, garments, shapes, surfaces
    rng, counts = random.Random(seed), collections.Counter(captions.HELD_OUT_WORDS)
    for i in range(samples):
        spec = (shapes.random_spec, surfaces.random_spec, lambda r: garments.random_spec(r, i % 10))[i % 3](rng)
        counts.update(PATTERN.findall(captions.caption(spec, rng).lower()))
    return {word: max(1, int(n ** .5)) for word, n in counts.items()}


if __name__ == '__main__':
    from workspace import path
    learn(corpus_counts(), path('tokenizer'))
    print(Tokenizer(path('tokenizer')).size, 'tokens')
