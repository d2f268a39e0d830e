"""Writes yardstick.json: what the starter pack's CLIP makes of pictures that Pillow resized. Needs Pillow, numpy, onnxruntime.

The weights' reference in PyTorch is test/fixtures/starter/clip.json (pictures that grow); this one is of pictures that shrink.
"""
import hashlib
import json
import os

import numpy as np
import onnxruntime
import PIL
from PIL import Image

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FILES = ["models/starter/samples.png", "test/fixtures/models/images/large.png", "test/fixtures/models/images/wide.png"]
folder = os.path.join(ROOT, "models", "starter", "clip")
config = json.load(open(os.path.join(folder, "preprocessor_config.json")))
session = onnxruntime.InferenceSession(os.path.join(folder, "onnx", "vision_model.onnx"), providers=["CPUExecutionProvider"])


def pixels(path):
    """transformers, `CLIPImageProcessor`."""
    image, edge = Image.open(path).convert("RGB"), config["size"]["shortest_edge"]
    (width, height), crop = image.size, config["crop_size"]["height"]
    long = int(edge * max(width, height) / min(width, height))
    size = (edge, long) if width <= height else (long, edge)
    levels = np.asarray(image.resize(size, config["resample"]), np.float32)
    left, top = (size[0] - crop) // 2, (size[1] - crop) // 2
    levels = levels[top:top + crop, left:left + crop] * np.float32(config["rescale_factor"])
    return ((levels - np.float32(config["image_mean"])) / np.float32(config["image_std"])).transpose(2, 0, 1)[None]


def case(file):
    path = os.path.join(ROOT, file)
    [embedding] = session.run(["image_embeds"], {"pixel_values": pixels(path)})[0]
    digest = hashlib.sha256(open(path, "rb").read()).hexdigest()
    return {"file": file, "sha256": digest, "embedding": [float(f"{value:.8g}") for value in embedding]}


with open(os.path.join(ROOT, "bench", "clip", "yardstick.json"), "w") as target:
    json.dump({"source": f"Pillow {PIL.__version__}, onnxruntime {onnxruntime.__version__}", "cases": [case(file) for file in FILES]}, target)
    target.write("\n")
