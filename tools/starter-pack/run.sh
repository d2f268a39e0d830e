#!/bin/sh
# Trains, exports and measures the starter pack. Every stage resumes where it stopped; a finished stage is skipped quickly.
# Usage: VLPROMPT_TRAINING_DIR=/some/where sh tools/starter-pack/run.sh [workers, default 2]
set -eu
cd "$(dirname "$0")"
workers=${1:-2}
root=${VLPROMPT_TRAINING_DIR:-$HOME/.cache/vlprompt-training}
python=${PYTHON:-/usr/bin/python3}
export OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1

have() { [ -e "$root/$1" ]; }

have tokenizer/vocab.json || $python tokenizer.py
have data/train/photos.specs.pkl || $python dataset.py
$python train_autoencoder.py 5000
have data/train/styled.latents.npy || $python latents.py
$python train_clip.py 1 4300
have checkpoints/judge-surfaces.pt || $python judges.py
$python train_unet.py "$workers" 7200
$python export.py
$python fixtures.py
node check.mjs
$python evaluate.py
$python model_card.py
