"""Trains CLIP. Usage: train_clip.py <workers> <steps>

Loss: image-text cross-entropy where equal meanings share the positive, with one hard negative caption an image (one attribute
changed) in the softmax and as a choice of two; plus linear heads on both towers that name the scene's attributes. Without
the heads, relations stay near chance for hundreds of thousands of samples; with them they are learned in minutes.
"""
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import dataset
import training
from clip import STEM, TEXT_WIDTH, Clip
from scenes import captions, changes, garments
from scenes.attributes import HEADS, NONE, numbers
from tokenizer import Tokenizer
from workspace import path, wait_while_paused

RATE, HEAD_WEIGHT, LENGTH, AVERAGE_EVERY, REPORT_SECONDS = 1e-3, .25, 24, 10, 60
GARMENTS = ('photos', 'garments', 'styled')
MIX = {'shapes': 28, 'surfaces': 20, 'photos': 44, 'garments': 14, 'styled': 22}  # images of each domain in a batch


class Heads(nn.Module):
    """Linear classifiers of every attribute, thrown away after training."""
    def __init__(self):
        super().__init__()
        self.image = nn.Linear(STEM[-1], sum(HEADS.values()))
        self.text = nn.Linear(TEXT_WIDTH, sum(HEADS.values()))

    @staticmethod
    def error(logits, labels):
        """Sum of the heads' cross-entropies; labels [B, heads], -100 where not applicable."""
        total = 0.
        for i, part in enumerate(logits.float().split(list(HEADS.values()), 1)):
            if (labels[:, i] != NONE).any():
                total = total + F.cross_entropy(part, labels[:, i], ignore_index=NONE)
        return total


class Batches:
    def __init__(self, tokenizer, seed):
        self.sets = {d: dataset.load('train', d) for d in MIX}
        self.tokenizer, self.rng, self.words = tokenizer, np.random.default_rng(seed), random.Random(seed)

    def draw(self):
        """images, specs, specs with one attribute changed."""
        images, specs = [], []
        for domain, count in MIX.items():
            pictures, _, known = self.sets[domain]
            chosen = np.sort(self.rng.integers(0, len(known), count))
            picked = pictures[chosen]
            images.append(self.varied(picked) if domain in GARMENTS else picked)
            specs += [known[i] for i in chosen]
        return training.tensor(np.concatenate(images)), specs, [changes.change(s, self.words)[1] for s in specs]

    def varied(self, images):
        """Mirrored half the time and moved by up to two pixels."""
        images = images[:, :, ::-1] if self.rng.random() < .5 else images
        return np.roll(images, self.rng.integers(-2, 3, 2), (1, 2))

    def encode(self, specs):
        """Captions of specs; the bare word "blurry" is no description of one image, so it is not drawn here."""
        return torch.tensor([self.tokenizer.encode(captions.WORDING[s['kind']](s, self.words), LENGTH) for s in specs])


def contrast(scale, images, texts, wrong, same):
    """images, texts, wrong [B,128] normalised; same [B,B]: 1 where a caption fits an image."""
    logits, against = scale * images @ texts.T, scale * (images * wrong).sum(1, keepdim=True)
    by_image = -(same / same.sum(1, keepdim=True) * torch.cat([logits, against], 1).log_softmax(1)[:, :-1]).sum(1).mean()
    by_text = -(same / same.sum(0, keepdim=True) * logits.log_softmax(0)).sum(0).mean()
    choice = F.softplus(against[:, 0] - logits.diag()).mean()
    return (by_image + by_text) / 2 + choice


def step_loss(model, heads, batches):
    images, specs, wrong = batches.draw()
    count = len(specs)
    keys = {}
    key = torch.tensor([keys.setdefault(captions.meaning(s), len(keys)) for s in specs])
    with torch.autocast('cpu', torch.bfloat16):
        text = model.text(torch.cat([batches.encode(specs), batches.encode(wrong)]))[1]
        image = model.image(images).mean(1)
        texts = F.normalize(model.text_projection(text).float(), dim=-1)
        embedded = F.normalize(model.image_projection(image).float(), dim=-1)
        of_images, of_texts = heads.image(image), heads.text(text)
    labels = torch.tensor([numbers(s) for s in specs])
    stated = torch.tensor([numbers(s, True) for s in specs + wrong])
    scale = model.logit_scale.clamp(max=4.6).exp()
    fit = contrast(scale, embedded, texts[:count], texts[count:], (key[:, None] == key[None]).float())
    return fit + HEAD_WEIGHT * (Heads.error(of_images, labels) + Heads.error(of_texts, stated))


@torch.no_grad()
def measure(model, tokenizer):
    """A quick look: garments by prompt (1 000 photographs) and forced choices on 400 + 400 scenes."""
    model.eval()
    photographs, labels = dataset.load('test', 'photos')[0][:1000], garments.load('test')[1][:1000]
    prompts = torch.tensor([tokenizer.encode('a photo of ' + captions.article(c), LENGTH) for c in garments.CLASSES])
    guess = torch.cat([model.embed_image(training.tensor(np.array(p))) for p in np.array_split(photographs, 8)]) @ model.embed_text(prompts).T
    found = {'garment': float((guess.argmax(1).numpy() == labels).mean())}
    rng = random.Random(9)
    for domain, attributes in (('shapes', ('colour', 'shape', 'count', 'relation', 'binding', 'size', 'background')),
                               ('surfaces', ('defect', 'material', 'place'))):
        pictures, _, specs = dataset.load('test', domain)
        clear = [i for i in range(450) if not specs[i]['blur']]
        seen = model.embed_image(training.tensor(np.array(pictures[clear])))
        for attribute in attributes:
            pairs = [(k, specs[i], changes.change(specs[i], rng, attribute)) for k, i in enumerate(clear)]
            pairs = [(k, s, c[1]) for k, s, c in pairs if c]
            words = lambda items: model.embed_text(torch.tensor([tokenizer.encode(captions.WORDING[s['kind']](s, rng), LENGTH) for s in items]))
            own = seen[[k for k, _, _ in pairs]]
            better = (own * words([s for _, s, _ in pairs])).sum(1) > (own * words([c for _, _, c in pairs])).sum(1)
            found[attribute] = better.float().mean().item()
    model.train()
    return found


def main(steps):
    training.join()
    torch.manual_seed(0)
    tokenizer = Tokenizer(path('tokenizer'))
    model, heads = Clip(tokenizer.size).to(memory_format=torch.channels_last), Heads()
    optimiser, step, seconds, reported = training.adamw([model, heads], RATE, .05, (.9, .98)), 0, 0., time.time()
    state = training.restore('clip')
    if state:
        model.load_state_dict(state['model']); heads.load_state_dict(state['heads']); optimiser.load_state_dict(state['optimiser'])
        step, seconds = state['step'], state['seconds']
    batches, running = Batches(tokenizer, 1000 * step + training.RANK), None
    while step < steps:
        wait_while_paused()
        began = time.process_time()
        training.set_rate(optimiser, RATE, step, steps, constant=.15)
        loss = step_loss(model, heads, batches)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*model.parameters(), *heads.parameters()], 1.)
        optimiser.step()
        step += 1
        if step % AVERAGE_EVERY == 0:
            training.average(model, heads)
        seconds += (time.process_time() - began) * training.WORKERS
        running = loss.item() if running is None else .97 * running + .03 * loss.item()
        if training.RANK == 0 and (time.time() - reported > REPORT_SECONDS and step % AVERAGE_EVERY == 0 or step == steps):
            reported = time.time()
            training.log('clip', step=step, loss=running, core_seconds=round(seconds), scale=model.logit_scale.exp().item(), **measure(model, tokenizer))
            training.save('clip', model=model.state_dict(), heads=heads.state_dict(), optimiser=optimiser.state_dict(), step=step, seconds=seconds)


if __name__ == '__main__':
    training.spawn_workers(int(sys.argv[1]))
    main(int(sys.argv[2]))
