"""Measures the pack and writes models/starter/evaluation.json; model_card.py puts it into words.

Usage: evaluate.py [checkpoint]. All figures are of the shipped (float16-rounded) weights in PyTorch; check.mjs shows that the
exported graphs compute the same. A sweep over guidance with few images picks the guidance; its figures are then taken anew
with other seeds and more images.
"""
import json
import os
import platform
import re
import subprocess
import sys

import numpy as np
import torch

import dataset
import evaluate_clip
import evaluate_drawings
import training
from autoencoder import psnr
from clip import Clip
from export import PACK, modules
from latents import autoencoder
from painting import Studio
from tokenizer import Tokenizer
from workspace import REPOSITORY, path

GUIDANCES = (1., 2., 3., 4., 5.)
SWEEP = {'garments': 120, 'shapes': 120, 'surfaces': 120}
FINAL = {'garments': 400, 'shapes': 400, 'surfaces': 400}
MAIN = (('garments', 'garment'), ('shapes', 'colour'), ('shapes', 'shape'), ('shapes', 'count'), ('shapes', 'relation'), ('surfaces', 'defect'), ('surfaces', 'place'))


@torch.no_grad()
def reconstruction(encoder, decoder):
    """Mean PSNR in dB on 500 test images a domain, blurred ones left out."""
    found = {}
    for domain in ('shapes', 'surfaces', 'garments', 'styled'):
        pictures, _, specs = dataset.load('test', domain)
        x = training.tensor(np.array(pictures[[i for i in range(600) if not specs[i]['blur']][:500]]))
        found[domain] = psnr(x, decoder(encoder(x))).mean().item()
    return found


def best_guidance(sweep):
    """Highest mean over the main attributes."""
    return max(sweep, key=lambda g: np.mean([sweep[g][d][a]['rate'] for d, a in MAIN]))


def rounding_cost(studio, full, tokenizer):
    """What storing weights as float16 changes."""
    prompts = [p for p, _ in evaluate_drawings.garment_requests(20)] + [p for p, _ in evaluate_drawings.scene_requests('shapes', 20)[0]]
    a, b = (s.draw(prompts, 3.).astype(int) for s in (studio, full))
    clip = Clip(tokenizer.size)
    clip.load_state_dict(training.restore('clip')['model'])
    return {'images': len(prompts), 'mean grey levels': float(np.abs(a - b).mean()),
            'photographs, float32 weights': evaluate_clip.photographs(evaluate_clip.Judge(clip.eval(), tokenizer))['ensemble']}


def seconds_per_image():
    """From check.mjs: ONNX Runtime in Node, two threads, 20 guided steps."""
    shown = subprocess.run(['node', os.path.join(REPOSITORY, 'tools', 'starter-pack', 'check.mjs')], capture_output=True, text=True)
    found = re.search(r'([\d.]+) s an image', shown.stdout)
    return float(found.group(1)) if found else None


def cost():
    """Core-minutes of each stage, as its process counted them."""
    names = ('autoencoder', 'clip', 'unet', 'judge-garments', 'judge-shapes', 'judge-surfaces')
    return {n: training.restore(n)['seconds'] / 60 for n in names}


def main(checkpoint='unet'):
    torch.set_num_threads(1)
    tokenizer, shipped = Tokenizer(path('tokenizer')), modules(checkpoint)
    studio = Studio(shipped['unet'], shipped['text_encoder'], shipped['vae_decoder'], tokenizer)
    report = {'steps': {n: training.restore(n)['step'] for n in ('autoencoder', 'clip', checkpoint)}, 'core minutes': cost(),
              'psnr': reconstruction(shipped['vae_encoder'].encoder, studio.decoder),
              'clip': evaluate_clip.everything(evaluate_clip.Judge(shipped['clip'], tokenizer)),
              'judges on real images': evaluate_drawings.fidelity(None, None, FINAL)}
    report['sweep'] = {}
    for guidance in GUIDANCES:
        report['sweep'][guidance] = evaluate_drawings.fidelity(studio, guidance, SWEEP, seed=1000)
        print('guidance', guidance, {f'{d} {a}': round(report['sweep'][guidance][d][a]['rate'], 3) for d, a in MAIN}, flush=True)
    report['guidance'] = best_guidance(report['sweep'])
    report['drawings'] = evaluate_drawings.fidelity(studio, report['guidance'], FINAL, seed=2000)
    report['unknown word'] = evaluate_drawings.fidelity(studio, report['guidance'], SWEEP, seed=1000, reword=evaluate_drawings.with_unknown_word)
    report['rounding'] = rounding_cost(studio, Studio.load(checkpoint), tokenizer)
    report['seconds an image'] = seconds_per_image()
    report['machine'] = f'{platform.machine()}, {os.cpu_count()} cores'
    with open(os.path.join(PACK, 'evaluation.json'), 'w') as file:
        json.dump(report, file, indent=1)
        file.write('\n')


if __name__ == '__main__':
    main(*sys.argv[1:2])
