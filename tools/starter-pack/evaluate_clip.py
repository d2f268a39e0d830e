"""CLIP's figures: garments by prompt on real test photographs, forced choices on held-out scenes, classes never trained."""
import random

import numpy as np
import torch
import torch.nn.functional as F

import dataset
import training
from figures import proportion
from fixtures import TEMPLATES
from scenes import captions, changes, garments, shapes, surfaces

UNSEEN_EACH, UNSEEN_SEED = 100, 30_000_000


class Judge:
    def __init__(self, clip, tokenizer):
        self.clip, self.tokenizer = clip, tokenizer

    @torch.no_grad()
    def texts(self, prompts):
        ids = torch.tensor([self.tokenizer.encode(p, 32) for p in prompts])
        return torch.cat([self.clip.embed_text(part) for part in ids.split(500)])

    @torch.no_grad()
    def images(self, pictures):
        parts = np.array_split(pictures, max(1, len(pictures) // 200))
        return torch.cat([self.clip.embed_image(training.tensor(np.array(p))) for p in parts])

    def ensemble(self, names, templates):
        return F.normalize(torch.stack([self.texts([t.format(n) for n in names]) for t in templates]).mean(0), dim=-1)


def photographs(judge):
    """All 10 000 test photographs, as a preprocessor enlarges them."""
    labels = garments.load('test')[1]
    seen = judge.images(dataset.load('test', 'photos')[0])
    found = {f'template "{t}"': proportion((seen @ judge.ensemble(garments.CLASSES, [t]).T).argmax(1).numpy() == labels) for t in TEMPLATES}
    right = (seen @ judge.ensemble(garments.CLASSES, TEMPLATES).T).argmax(1).numpy() == labels
    found['ensemble'] = proportion(right)
    return found | {f'class {name}': proportion(right[labels == i]) for i, name in enumerate(garments.CLASSES)}


ASKED = {'shapes': ('colour', 'shape', 'count', 'relation', 'binding', 'size', 'background'),
         'surfaces': ('defect', 'material', 'surface colour', 'place'), 'styled': ('garment', 'tint', 'background')}


def forced_choices(judge):
    """The true caption against one with a single attribute changed."""
    found, rng = {}, random.Random(9)
    for domain, attributes in ASKED.items():
        pictures, _, specs = dataset.load('test', domain)
        clear = [i for i in range(3000) if not specs[i]['blur']]
        seen = judge.images(pictures[clear])
        for attribute in attributes:
            pairs = [(k, specs[i], c[1]) for k, i in enumerate(clear) for c in [changes.change(specs[i], rng, attribute)] if c]
            words = lambda column: judge.texts([captions.WORDING[p[column]['kind']](p[column], rng) for p in pairs])
            own = seen[[p[0] for p in pairs]]
            found[f'{domain} {attribute}'] = proportion(((own * words(1)).sum(1) > (own * words(2)).sum(1)).numpy())
    return found


def unseen_classes(judge):
    """True zero-shot: names whose images, and captions, training never had. Chance among three is 33 %."""
    rng, found = random.Random(UNSEEN_SEED), {}
    for title, module, unseen, seen_names in (('shapes', shapes, shapes.HELD_OUT, shapes.SHAPES), ('defects', surfaces, surfaces.HELD_OUT, surfaces.DEFECTS)):
        pictures, truth = [], []
        for i, name in enumerate(unseen):
            for _ in range(UNSEEN_EACH):
                spec = _unseen_spec(module, name, rng)
                pictures.append(module.render(spec, rng))
                truth.append(i)
        names = unseen + [n for n in seen_names if n != 'clean']
        templates = ['a {}', 'a photo of a {}'] if title == 'shapes' else ['a surface with {}', 'a photo of a surface with a {}']
        scores = judge.images(np.stack(pictures)) @ judge.ensemble(names, templates).T
        found[f'{title}, among the three unseen'] = proportion(scores[:, :3].argmax(1).numpy() == np.array(truth))
        found[f'{title}, among all {len(names)}'] = proportion(scores.argmax(1).numpy() == np.array(truth))
    return found


def _unseen_spec(module, name, rng):
    spec = module.random_spec(rng, [name])
    while module is shapes and spec['relation']:
        spec = module.random_spec(rng, [name])
    return spec


@torch.no_grad()
def heat_maps(judge, limit=1500):
    """Whether the patch that prefers the defect's name to "a clean surface" most lies within a patch of the defect."""
    pictures, _, specs = dataset.load('test', 'surfaces')
    chosen = [i for i in range(limit) if specs[i]['defect'] != 'clean' and not specs[i]['blur']]
    clean, hits = judge.texts(['a photo of a clean surface'])[0], []
    names = dict(zip(surfaces.DEFECTS, judge.texts([f'a photo of a surface with a {d}' for d in surfaces.DEFECTS])))
    for i in chosen:
        patches = F.normalize(judge.clip.image_projection(judge.clip.image(training.tensor(np.array(pictures[i:i + 1]))))[0], dim=-1)
        peak = int((patches @ (names[specs[i]['defect']] - clean)).argmax())
        x, y = surfaces.CENTRES[specs[i]['place']]
        hits.append(max(abs(peak % 4 * 16 + 8 - x), abs(peak // 4 * 16 + 8 - y)) <= 16)
    return {f'peak near a defect, {place}': proportion([h for h, i in zip(hits, chosen) if specs[i]['place'] == place]) for place in surfaces.PLACES}


def everything(judge):
    return {'heat maps': heat_maps(judge), 'photographs': photographs(judge), 'forced choices': forced_choices(judge), 'unseen classes': unseen_classes(judge)}
