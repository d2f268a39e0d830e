"""Words that no scene explains, strewn into a share of the painter's captions.

People try words of their own ("front view", "vintage"). A painter that never met an unexplained word takes its pieces for
something they are not; one that met many learns to draw the rest of the sentence.
"""
import numpy as np

WORDS = '''front view side back angle studio lighting light soft bright dark detailed high low quality resolution hd best new old vintage
modern classic elegant casual simple beautiful nice cool pretty cute wide narrow long short thin thick heavy summer winter
spring autumn woman man child kid person people model wearing worn hanging lying standing table street shop store fashion style
brand design designer luxury cheap expensive leather cotton silk wool denim linen velvet knitted printed striped dotted floral
pattern patterned logo text zip zipper pocket hood collar sleeve sleeves laces strap heel sole buckle macro camera lens sharp
grainy noisy film render rendered painting sketch cartoon art artistic realistic photorealistic professional amateur catalog
catalogue advertisement isolated centered cropped full half empty single very really some any this that my your our their and or
at by from for near its is are looks like seems slightly almost cat dog car house tree flower bird horse cow boat train plane
city beach mountain river sky cloud sun moon water fire stone glass paper gold golden silver bronze shiny matte glossy dirty
dusty wet dry broken worn torn rough smooth industrial factory machine tool inspection sample image number first last good bad
warm cold early late funny serious happy sad calm wild'''.split()
SHARE, MOST, LAST = .15, 3, .6


class Unfamiliar:
    def __init__(self, tokenizer):
        self.words = [tokenizer.word(word) for word in WORDS]
        self.comma, self.end = tokenizer.word(','), tokenizer.end
        self.hyphen = tokenizer.word('-')[0]
        self.closes_word = np.zeros(tokenizer.size, bool)
        self.closes_word[[i for token, i in tokenizer.vocabulary.items() if token.endswith('</w>')]] = True

    def strew(self, ids, rng):
        """Adds one to three words to `SHARE` of the rows of ids [B,N], in place; rows that would not fit stay."""
        for row in np.flatnonzero(rng.random(len(ids)) < SHARE):
            self._strew_row(ids[row], rng)

    def _strew_row(self, ids, rng):
        end = int(np.argmax(ids == self.end))
        cut = end if rng.random() < LAST else rng.choice([1] + [i + 1 for i in range(1, end) if self._parts_words(ids, i)])
        phrase = sum((self.words[i] for i in rng.integers(0, len(self.words), rng.integers(1, MOST + 1))), [])
        phrase = self.comma + phrase if cut == end and rng.random() < .5 else phrase
        if end + len(phrase) < len(ids):
            ids[:] = np.concatenate([ids[:cut], phrase, ids[cut:]])[:len(ids)]

    def _parts_words(self, ids, i):
        """Whether a word ends with token i, and no hyphen binds it to the next."""
        return self.closes_word[ids[i]] and self.hyphen not in ids[i:i + 2]
