"""Words for scenes. A caption says what the spec says it says; wording and synonyms are drawn from `rng`."""
from . import palette

PREFIXES = ['a photo of ', 'a photo of ', 'a picture of ', 'an image of ', 'a close-up of ', 'a photograph of ']
NUMBERS = {2: 'two', 3: 'three', 4: 'four'}
RELATION_WORDS = {'left': ['to the left of', 'left of', 'on the left of'], 'right': ['to the right of', 'right of', 'on the right of'],
                  'above': ['above', 'over'], 'below': ['below', 'under']}
SIZE_WORDS = {'small': ['small', 'small', 'tiny'], 'large': ['large', 'large', 'big']}
GARMENT_WORDS = [['t-shirt', 't-shirt', 'tee', 'top'], ['trousers', 'pair of trousers', 'pants', 'pair of pants', 'trouser'],
                 ['pullover', 'pullover', 'sweater', 'jumper'], ['dress', 'dress', 'gown'], ['coat', 'coat', 'overcoat'],
                 ['sandal', 'sandal', 'open sandal'], ['shirt', 'shirt', 'button-down shirt', 'buttoned shirt'],
                 ['sneaker', 'sneaker', 'trainer', 'sports shoe'], ['bag', 'bag', 'handbag'],
                 ['ankle boot', 'ankle boot', 'boot']]
MATERIAL_WORDS = {'brushed steel': ['brushed steel {}', 'brushed steel {}', 'steel {}', 'brushed metal {}'],
                  'painted metal': ['{c}painted metal {}', '{c}painted metal {}', '{c}painted {}'],
                  'plastic': ['{c}plastic {}'], 'wood': ['wood {}', 'wooden {}'], 'concrete': ['concrete {}'],
                  'fabric': ['{c}fabric {}', 'piece of {c}fabric']}
NOUNS = {'brushed steel': ['surface', 'plate', 'sheet', 'part'], 'painted metal': ['surface', 'panel', 'plate', 'part'],
         'plastic': ['surface', 'panel', 'part'], 'wood': ['surface', 'board', 'panel'], 'concrete': ['surface', 'wall', 'floor'],
         'fabric': ['surface']}
ADJECTIVES = {'scratch': 'scratched', 'dent': 'dented', 'stain': 'stained', 'crack': 'cracked', 'hole': 'perforated',
              'rust': 'rusty', 'burn mark': 'burnt', 'blister': 'blistered'}
SITS = {'scratch': 'on', 'dent': 'in', 'stain': 'on', 'crack': 'in', 'hole': 'in', 'rust': 'on', 'burn mark': 'on', 'blister': 'on'}
PLACE_WORDS = {'left': ['on the left', 'on the left side', 'at the left'], 'right': ['on the right', 'on the right side', 'at the right'],
               'top': ['at the top', 'near the top', 'at the upper edge'], 'bottom': ['at the bottom', 'near the bottom', 'at the lower edge'],
               'center': ['in the center', 'in the centre', 'in the middle']}
# Words for what training never shows. They are whole tokens, so that later experiments can name them.
HELD_OUT_WORDS = ('hexagon hexagons heart hearts crescent crescents rust rusty burn mark burnt blister blisters blistered '
                  'upper lower corner defect defective damaged surface part product object').split()


def caption(spec, rng):
    if spec['blur'] and rng.random() < .35:
        return rng.choice(('blurry', 'blurry', 'blurred', 'a blurry photo', 'a blurry image', 'out of focus'))
    return WORDING[spec['kind']](spec, rng)


def meaning(spec):
    """A key that is equal for specs whose captions say the same thing."""
    return tuple(sorted(said(spec).items()))


def said(spec):
    """What a caption of this spec states, attribute by attribute."""
    if spec['kind'] == 'garment':
        return {k: str(spec[k]) for k in ('label', 'tint', 'background', 'blur')}
    if spec['kind'] == 'surface':
        facts = {'defect': spec['defect'], 'blur': str(spec['blur'])}
        return facts | {k: str(spec[k]) for k in ('material', 'colour', 'place') if spec['say_' + k]}
    groups, relation = spec['groups'], spec['relation']
    facts = {f'{k}{i}': str(g[k]) for i, g in enumerate(groups) for k in ('count', 'size', 'colour', 'shape')}
    facts |= {'relation': str(relation), 'blur': str(spec['blur'])}
    return facts | ({'background': spec['background']} if spec['say_background'] else {})


def article(words):
    return ('an ' if words[0] in 'aeiou' else 'a ') + words


def _prefixed(words, spec, rng, chance):
    if spec['blur']:
        return rng.choice(('a blurry photo of ', 'a blurry picture of ', 'a blurred image of ', 'blurry, ')) + words
    return rng.choice(PREFIXES) + words if rng.random() < chance else words


def _background(name, rng):
    return rng.choice((' on ' + article(name) + ' background', ', ' + name + ' background'))


def _garment(spec, rng):
    words = rng.choice(GARMENT_WORDS[spec['label']])
    if spec['tint']:
        pair, of, rest = words.partition('pair of ')
        words = pair + of + spec['tint'] + ' ' + rest if of else spec['tint'] + ' ' + words
    if rng.random() < .12:
        words = 'a ' + words  # templates write "a photo of a ${class}" whatever the class
    elif words.split()[-1] not in ('trousers', 'pants') or words.startswith('pair'):
        words = article(words)
    ground = spec['background']
    ground = _background(palette.spoken(ground, rng), rng) if ground != 'black' or rng.random() < .12 else ''
    if not spec['blur'] and rng.random() < (.45 if ground else .1):
        return 'a product photo of ' + words + ground
    return _prefixed(words + ground, spec, rng, .65)


def _shapes(spec, rng):
    first, relation = spec['groups'][0], spec['relation']
    words = _group(first, rng)
    if relation:
        other = _group(spec['groups'][1], rng)
        if rng.random() < .3:
            words, other, relation = other, words, OPPOSITE[relation]
        words = f'{words} {rng.choice(RELATION_WORDS[relation])} {other}'
    if spec['say_background']:
        words += _background(palette.spoken(spec['background'], rng), rng)
    return _prefixed(words, spec, rng, .3)


OPPOSITE = {'left': 'right', 'right': 'left', 'above': 'below', 'below': 'above'}


def _group(group, rng):
    words = [rng.choice(SIZE_WORDS[group['size']])] if group['size'] else []
    words += [palette.spoken(group['colour'], rng), group['shape']]
    if group['count'] == 1:
        return article(' '.join(words))
    return f"{NUMBERS[group['count']]} {' '.join(words)}{'es' if words[-1] == 'cross' else 's'}"


def material_words(spec, rng):
    if not spec['say_material']:
        return rng.choice(('surface', 'surface', 'part', 'panel'))
    colour = palette.spoken(spec['colour'], rng) + ' ' if spec['say_colour'] else ''
    return rng.choice(MATERIAL_WORDS[spec['material']]).format(rng.choice(NOUNS[spec['material']]), c=colour)


def _surface(spec, rng):
    thing, defect = material_words(spec, rng), spec['defect']
    if defect == 'clean':
        words = rng.choice((article('clean ' + thing), article('clean ' + thing), article('undamaged ' + thing), article('flawless ' + thing),
                            article(thing) + ' without defects', article(thing) + ' with no defect'))
        return _prefixed(words, spec, rng, .45)
    noun = defect if defect == 'rust' else article(defect)
    if spec['say_place']:
        place = rng.choice(PLACE_WORDS[spec['place']])
        words = rng.choice((f'{article(thing)} with {noun} {place}', f'{noun} {place} of {article(thing)}'))
    elif not spec['say_material'] and rng.random() < .35:
        words = noun
    else:
        words = rng.choice((f'{article(ADJECTIVES[defect])} {thing}', f'{noun} {SITS[defect]} {article(thing)}',
                            f'{article(thing)} with {noun}'))
    return _prefixed(words, spec, rng, .45)


WORDING = {'garment': _garment, 'shapes': _shapes, 'surface': _surface}
