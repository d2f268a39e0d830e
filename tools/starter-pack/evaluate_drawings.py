"""Prompt fidelity: what independent judges see in drawn images, and, as the ceiling, in real ones."""
import random

import numpy as np

import dataset
import judges
from figures import proportion
from scenes import captions, garments
from scenes.attributes import HEADS, NONE, numbers

TEMPLATES = {'black': ['a photo of a {}'], 'white': ['a product photo of a {}, white background'],
             'plain': ['a product photo of a {}, plain background'], 'gray': ['a product photo of a {}, grey background']}
SPOKEN = ['t-shirt', 'trousers', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot']


def garment_requests(count):
    """[(prompt, spec)]: half as plain photographs, half as product photographs on three backgrounds."""
    grounds = ['black', 'white', 'black', 'plain', 'black', 'gray']
    found = []
    for i in range(count):
        spec = {'kind': 'garment', 'label': i % 10, 'tint': None, 'background': grounds[i // 10 % 6], 'blur': False}
        found.append((TEMPLATES[spec['background']][0].format(SPOKEN[i % 10]), spec))
    return found


def real_garments(requests):
    """A test photograph for every request, rendered as asked."""
    images, labels = garments.load('test')
    turn, pictures = {c: 0 for c in range(10)}, []
    for _, spec in requests:
        position = np.flatnonzero(labels == spec['label'])[turn[spec['label']]]
        turn[spec['label']] += 1
        one = slice(position, position + 1)
        pictures.append(garments.render(images[position], garments.masks(images[one], labels[one])[0], spec))
    return np.stack(pictures)


def scene_requests(domain, count):
    """([(prompt, spec)], rendered images) of test scenes that are not blurred."""
    pictures, _, specs = dataset.load('test', domain)
    rng = random.Random(11)
    chosen = [i for i, s in enumerate(specs) if not s['blur']][-count:]
    return [(captions.WORDING[specs[i]['kind']](specs[i], rng), specs[i]) for i in chosen], np.array(pictures[chosen])


def requests(counts):
    """{domain: (requests, real images)}"""
    asked = garment_requests(counts['garments'])
    return {'garments': (asked, real_garments(asked)), **{d: scene_requests(d, counts[d]) for d in ('shapes', 'surfaces')}}


def judged(domain, images, asked, judge):
    """Proportions by attribute, counting only what the prompt said."""
    answers, names = judges.verdicts(judge, images), list(HEADS)
    stated = np.array([numbers(spec, True) for _, spec in asked])
    right = {a: (answers[a] == stated[:, names.index(a)]) for a in judge.attributes}
    said = {a: stated[:, names.index(a)] != NONE for a in judge.attributes}
    found = SUMMARY[domain](right, said)
    found['everything said'] = np.all([right[a] | ~said[a] for a in judge.attributes], 0)
    return {k: proportion(v) for k, v in found.items() if proportion(v)}


def _garments(right, said):
    return {'garment': right['garment'], 'ground': right['ground'], 'tint': right['tint']}


def _shapes(right, said):
    paired = said['colour b']
    both = lambda a: right[a + ' a'] & (right[a + ' b'] | ~paired)
    relation = right['arrangement'] & right['colour a'] & right['colour b']
    return {'shape': both('shape'), 'shape, single group': right['shape a'][~paired], 'shape, two groups': both('shape')[paired],
            'colour': both('colour'), 'count': both('count'), 'relation': relation[paired],
            'background': right['backdrop'][said['backdrop']]}


def _surfaces(right, said):
    return {'defect': right['defect'], 'material': right['material'][said['material']], 'colour': right['paint'][said['paint']],
            'place': right['place'][said['place']]}


SUMMARY = {'garments': _garments, 'shapes': _shapes, 'surfaces': _surfaces}


UNKNOWN = ['gothic', 'turbo', 'friday', 'marvellous', 'holiday', 'jazz', 'budget', 'exquisite']  # not in scenes/unfamiliar.py


def with_unknown_word(prompt, position):
    return f'{prompt}, {UNKNOWN[position % len(UNKNOWN)]}'


def fidelity(studio, guidance, counts, steps=20, seed=0, reword=lambda prompt, position: prompt):
    """{domain: {attribute: proportion}} of drawn images; guidance None judges the real images."""
    found = {}
    for domain, (asked, real) in requests(counts).items():
        asked = [(reword(prompt, i), spec) for i, (prompt, spec) in enumerate(asked)]
        images = real if guidance is None else studio.draw([p for p, _ in asked], guidance, seed, steps)
        found[domain] = judged(domain, images, asked, judges.load(domain))
    return found


if __name__ == '__main__':  # a quick look during training: evaluate_drawings.py [checkpoint] [guidance ...]
    import sys
    import torch
    from painting import Studio
    torch.set_num_threads(1)
    studio = Studio.load(*sys.argv[1:2])
    for guidance in [None] + [float(g) for g in sys.argv[2:] or ('3',)]:
        for domain, row in fidelity(studio, guidance, {'garments': 120, 'shapes': 120, 'surfaces': 120}).items():
            print('real' if guidance is None else f'guidance {guidance:g}', domain, ' '.join(f"{k} {v['rate']:.3f}" for k, v in row.items()), flush=True)
