"""Independent judges of drawn images: plain classifiers trained on real photographs and rendered scenes.

They share neither weights nor captions with the pack's CLIP. One network a domain, one linear head an attribute.
Usage: judges.py [domain ...]
"""
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import dataset
import training
from scenes.attributes import HEADS, NONE, numbers

DOMAINS = {'garments': ('garments', 'styled'), 'shapes': ('shapes',), 'surfaces': ('surfaces',)}
ATTRIBUTES = {'garments': ('garment', 'tint', 'ground'),
              'shapes': ('arrangement', 'colour a', 'shape a', 'count a', 'size a', 'colour b', 'shape b', 'count b', 'backdrop'),
              'surfaces': ('defect', 'material', 'paint', 'place')}
STEPS, BATCH, RATE = {'garments': 1500, 'shapes': 1500, 'surfaces': 1000}, 128, 2e-3


def layer(inward, outward, stride):
    return nn.Sequential(nn.Conv2d(inward, outward, 3, stride, 1, bias=False), nn.BatchNorm2d(outward), nn.ReLU())


class Judge(nn.Module):
    """[B,3,64,64] in -1..1 -> logits by attribute. Keeps a 4x4 grid, because place and relation are questions of where."""
    def __init__(self, domain):
        super().__init__()
        self.attributes = ATTRIBUTES[domain]
        self.body = nn.Sequential(nn.PixelUnshuffle(2), layer(12, 48, 1), layer(48, 96, 2), layer(96, 96, 1), layer(96, 128, 2),
                                  layer(128, 128, 1), layer(128, 128, 2), nn.Flatten(), nn.Dropout(.2), nn.Linear(2048, 256), nn.ReLU())
        self.heads = nn.ModuleDict({a: nn.Linear(256, HEADS[a]) for a in self.attributes})

    def forward(self, images):
        features = self.body(images)
        return {a: head(features) for a, head in self.heads.items()}


def truths(specs, attributes):
    """[n, attributes], -100 where an attribute does not apply."""
    names = list(HEADS)
    return np.array([numbers(s) for s in specs])[:, [names.index(a) for a in attributes]]


def roughened(x):
    """A little noise, so that a judge looks at forms and not at rendering details."""
    return (x + torch.randn_like(x) * torch.rand(len(x), 1, 1, 1) * .15).contiguous(memory_format=torch.channels_last)


def train(domain):
    torch.manual_seed(7)
    rng, judge = np.random.default_rng(7), Judge(domain).to(memory_format=torch.channels_last)
    sets = [(images, truths(specs, judge.attributes)) for images, _, specs in (dataset.load('train', d) for d in DOMAINS[domain])]
    optimiser, began = training.adamw([judge], RATE, .02), time.process_time()
    for step in range(STEPS[domain]):
        training.set_rate(optimiser, RATE, step, STEPS[domain], 50)
        parts = [(images[i], labels[i]) for images, labels in sets for i in [np.sort(rng.integers(0, len(labels), BATCH // len(sets)))]]
        x = roughened(training.tensor(np.concatenate([p for p, _ in parts])))
        labels = torch.from_numpy(np.concatenate([l for _, l in parts]))
        with torch.autocast('cpu', torch.bfloat16):
            logits = judge(x)
        loss = sum(F.cross_entropy(logits[a].float(), labels[:, i], ignore_index=NONE) for i, a in enumerate(judge.attributes)
                   if (labels[:, i] != NONE).any())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
    judge.eval()
    training.save('judge-' + domain, model=judge.state_dict(), seconds=time.process_time() - began)
    training.log('judges', domain=domain, core_seconds=round(time.process_time() - began), loss=loss.item(), **accuracy(judge, domain))


def accuracy(judge, domain, limit=2000):
    """On test scenes that are not blurred: the ceiling for anything drawn."""
    found = {}
    for part in DOMAINS[domain]:
        images, _, specs = dataset.load('test', part)
        clear = [i for i in range(limit) if not specs[i]['blur']]
        answers, labels = verdicts(judge, images[clear]), truths([specs[i] for i in clear], judge.attributes)
        found |= {f'{part} {a}': float((answers[a] == labels[:, i])[labels[:, i] != NONE].mean())
                  for i, a in enumerate(judge.attributes) if (labels[:, i] != NONE).any()}
    return found


@torch.no_grad()
def verdicts(judge, images):
    """Class numbers by attribute for uint8 images [n,64,64,3]."""
    parts = [judge(training.tensor(np.array(p))) for p in np.array_split(images, max(1, len(images) // 200))]
    return {a: torch.cat([p[a] for p in parts]).argmax(1).numpy() for a in judge.attributes}


def load(domain):
    judge = Judge(domain)
    judge.load_state_dict(training.restore('judge-' + domain)['model'])
    return judge.eval().to(memory_format=torch.channels_last)


if __name__ == '__main__':
    torch.set_num_threads(1)
    for domain in sys.argv[1:] or DOMAINS:
        train(domain)
