"""Trains CLIP. Usage: train_clip.py <workers> <steps>

Loss: image-text cross-entropy where equal meanings share the positive, with one hard negative caption an image (one attribute
changed) in the softmax and as a choice of two; plus linear heads on both towers that name the scene's attributes. In a
trial without the heads, relations stayed near chance for hundreds of thousands of samples; with them they are learned in minutes.
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

ASKED = {'shapes': ('colour', 'shape', 'count', 'relation', 'binding', 'size', 'background'), 'surfaces': ('defect', 'material', 'place')}


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
def garments_by_prompt(model, tokenizer):
    """Share of the first 1 000 test photographs that "a photo of a ..." names rightly."""
    photographs, labels = dataset.load('test', 'photos')[0][:1000], garments.load('test')[1][:1000]
    prompts = torch.tensor([tokenizer.encode('a photo of ' + captions.article(c), LENGTH) for c in garments.CLASSES])
    seen = torch.cat([model.embed_image(training.tensor(np.array(p))) for p in np.array_split(photographs, 8)])
    return float(((seen @ model.embed_text(prompts).T).argmax(1).numpy() == labels).mean())


@torch.no_grad()
def choices(model, tokenizer, domain, attributes, rng):
    """Share of some 400 test scenes whose caption beats one with the attribute changed."""
    pictures, _, specs = dataset.load('test', domain)
    clear = [i for i in range(450) if not specs[i]['blur']]
    seen, found = model.embed_image(training.tensor(np.array(pictures[clear]))), {}
    embed = lambda items: model.embed_text(torch.tensor([tokenizer.encode(captions.WORDING[s['kind']](s, rng), LENGTH) for s in items]))
    for attribute in attributes:
        changed = [(k, specs[i], changes.change(specs[i], rng, attribute)) for k, i in enumerate(clear)]
        kept = [(k, spec, wrong[1]) for k, spec, wrong in changed if wrong]
        own = seen[[k for k, _, _ in kept]]
        better = (own * embed([spec for _, spec, _ in kept])).sum(1) > (own * embed([wrong for _, _, wrong in kept])).sum(1)
        found[attribute] = better.float().mean().item()
    return found


def measure(model, tokenizer):
    """A quick look while training; evaluate_clip.py measures properly."""
    model.eval()
    rng, found = random.Random(9), {'garment': garments_by_prompt(model, tokenizer)}
    for domain, attributes in ASKED.items():
        found |= choices(model, tokenizer, domain, attributes, rng)
    model.train()
    return found


class Run:
    """One worker's training."""
    def __init__(self):
        torch.manual_seed(0)
        self.tokenizer = Tokenizer(path('tokenizer'))
        self.model, self.heads = Clip(self.tokenizer.size).to(memory_format=torch.channels_last), Heads()
        self.optimiser = training.adamw([self.model, self.heads], RATE, .05, (.9, .98))
        self.step, self.seconds, self.running, self.reported = 0, 0., None, time.time()
        state = training.restore('clip')
        if state:
            for key in ('model', 'heads', 'optimiser'):
                getattr(self, key).load_state_dict(state[key])
            self.step, self.seconds = state['step'], state['seconds']
        self.batches = Batches(self.tokenizer, 1000 * self.step + training.RANK)

    def learn(self, steps):
        training.set_rate(self.optimiser, RATE, self.step, steps, constant=.15)
        loss = step_loss(self.model, self.heads, self.batches)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*self.model.parameters(), *self.heads.parameters()], 1.)
        self.optimiser.step()
        self.step += 1
        if self.step % AVERAGE_EVERY == 0:
            training.average(self.model, self.heads)
        self.running = loss.item() if self.running is None else .97 * self.running + .03 * loss.item()

    def report(self, last):
        if not last and (self.step % AVERAGE_EVERY or time.time() - self.reported < REPORT_SECONDS):
            return
        self.reported = time.time()
        training.log('clip', step=self.step, loss=self.running, core_seconds=round(self.seconds),
                     scale=self.model.logit_scale.exp().item(), **measure(self.model, self.tokenizer))
        training.save('clip', model=self.model.state_dict(), heads=self.heads.state_dict(), optimiser=self.optimiser.state_dict(),
                      step=self.step, seconds=self.seconds)


def main(steps):
    training.join()
    run = Run()
    while run.step < steps:
        wait_while_paused()
        began = time.process_time()
        run.learn(steps)
        run.seconds += (time.process_time() - began) * training.WORKERS
        if training.RANK == 0:
            run.report(run.step >= steps)


if __name__ == '__main__':
    training.spawn_workers(int(sys.argv[1]))
    main(int(sys.argv[2]))
