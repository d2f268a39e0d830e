"""Normal noise of Philox4x32-10, computed a second time with numpy, for test/fixtures/random/philox.json.

Formulas: Salmon et al. 2011, section 3.4; Box and Muller with cuRAND's constants in float32 (curand_normal.h), the sine
half; element i of draw k has the counter [k, 0, i, 0] and the seed as its key (torch, ATen/native/cuda/
DistributionTemplates.h, where every element has a thread). Needs numpy alone."""
import json
from pathlib import Path

import numpy as np

OUT = Path(__file__).parents[2] / "test/fixtures/random/philox.json"
F = np.float32


def philox(counter, key):
    counter, key = [c.astype(np.uint64) for c in counter], [np.uint64(k) for k in key]
    mask = np.uint64(0xFFFFFFFF)
    for _ in range(10):
        first, second = np.uint64(0xD2511F53) * counter[0], np.uint64(0xCD9E8D57) * counter[2]
        shift = np.uint64(32)
        counter = [(second >> shift) ^ counter[1] ^ key[0], second & mask,
                   (first >> shift) ^ counter[3] ^ key[1], first & mask]
        key = [(key[0] + np.uint64(0x9E3779B9)) & mask, (key[1] + np.uint64(0xBB67AE85)) & mask]
    return counter


def draw(seed, offset, n):
    zeros = np.zeros(n, np.uint64)
    words = philox([zeros + np.uint64(offset), zeros, np.arange(n), zeros], [seed & 0xFFFFFFFF, seed >> 32])
    x, y = words[0].astype(F), words[1].astype(F)
    u = x * F(2.3283064e-10) + F(2.3283064e-10) / F(2)
    v = (y.astype(float) * float(F(2.3283064e-10 * 6.2831855)) + float(F(2.3283064e-10 * 6.2831855)) / 2).astype(F)
    return np.sqrt(F(-2) * np.log(u)) * np.sin(v)


cases = [{"seed": seed, "draws": [[float(f"{x:.8g}") for x in draw(seed, k, n)] for k, n in enumerate(lengths)]}
         for seed, lengths in [(0, [4, 4]), (42, [3, 16, 40]), (2 ** 32 - 1, [20]), (2 ** 40 + 7, [20, 5])]]
OUT.write_text(json.dumps({"source": f"tools/parity/philox.py, numpy {np.__version__}", "cases": cases}))
