"""Courses of samplers, computed a second time in float64 with numpy, for solvers.json and middle.json of
test/fixtures/schedulers.

Formulas: DPM-Solver++ (arXiv 2211.01095, algorithm 2), Karras et al. (2206.00364, equation 5), ancestral Euler
(k-diffusion, sample_euler_ancestral), PNDM (2202.09778, formulas 9 and 12), UniPC (2302.04867, algorithms 5 to 8, B2),
LCM (2310.04378, algorithm 3), DDPM (2006.11239, formulas 6 and 7), in the order of operations and with the timesteps of
the classes of diffusers of the same names (src/diffusers/schedulers, 2026-08). Needs numpy alone."""
import json
import math
from pathlib import Path

import numpy as np

T = 1000
SIZE = 16
FIXTURES = Path(__file__).parents[2] / "test/fixtures/schedulers"
OUT, MIDDLE = FIXTURES / "solvers.json", FIXTURES / "middle.json"


def alphas(config):
    root = np.linspace(0.00085 ** 0.5, 0.012 ** 0.5, T, dtype=np.float64)
    beta = (root ** 2).astype(np.float32)
    if config.get("rescale"):
        roots = np.sqrt(np.cumprod((1 - beta).astype(np.float64)))
        first, last = roots[0], roots[-1]
        bar = ((roots - last) * first / (first - last)) ** 2
        beta = 1 - np.concatenate([bar[:1], bar[1:] / bar[:-1]])
    return np.cumprod(1 - beta.astype(np.float64)).astype(np.float32).astype(np.float64)


def sigma_table(config):
    bar = alphas(config)
    if config.get("rescale"):
        bar[-1] = 2.0 ** -24
    return np.sqrt((1 - bar) / bar)


def network(x, t):
    return 0.3 * x + 0.1 * np.sin(0.01 * t + np.arange(SIZE))


def plain_steps(config, n):
    spacing = config.get("spacing", "leading")
    if spacing == "linspace":
        return np.linspace(0, T - 1, n).round()[::-1].astype(int)
    if spacing == "leading":
        return (np.arange(n) * (T // n)).round()[::-1].astype(int) + 1
    return np.round(np.arange(T, 0, -T / n)).astype(int)[:n] - 1


def predicted(config, x, out, alpha):
    """(clean, noise) where x = sqrt(alpha) clean + sqrt(1 - alpha) noise."""
    a, b = math.sqrt(alpha), math.sqrt(1 - alpha)
    kind = config["prediction"]
    if kind == "epsilon":
        return (x - b * out) / a, out
    if kind == "v_prediction":
        return a * x - b * out, a * out + b * x
    return out, (x - a * out) / b


class Course:
    """Collects what happens; draws noise in order from numbers that are recorded too."""

    def __init__(self, start, noise, begin=0):
        self.start, self.noise, self.begin, self.drawn, self.latents = start, noise, begin, 0, []

    def visit(self, steps):
        """Of a course that begins in the middle the calls before are left out."""
        return list(enumerate(steps))[self.begin:]

    def randn(self):
        self.drawn += 1
        return self.noise[self.drawn - 1]


# DPM-Solver++ and UniPC ----------------------------------------------------------------------------------------------

def solver_levels(config, n, karras):
    table = sigma_table(config)
    spacing = config.get("spacing", "linspace")
    if karras:
        low, high = table[0] ** (1 / 7), table[-1] ** (1 / 7)
        sigmas = (high + np.linspace(0, 1, n) * (low - high)) ** 7
        logs = np.log(table)
        steps = np.interp(np.log(sigmas), logs, np.arange(T)).round().astype(int)
    else:
        last = T
        if "lambdaMinClipped" in config:
            rising = -np.log(table)[::-1]
            last = T - int(np.searchsorted(rising, config["lambdaMinClipped"]))
        if spacing == "linspace":
            steps = np.linspace(0, last - 1, n + 1).round()[::-1][:-1].astype(int)
        elif spacing == "leading":
            steps = (np.arange(n + 1) * (last // (n + 1)))[::-1][:-1] + 1
        else:
            steps = np.arange(last, 0, -T / n).round().astype(int) - 1
        sigmas = table[steps]
    end = 0.0 if config.get("finalSigmas", "zero") == "zero" else table[0]
    return steps, np.append(sigmas, end)


def split(sigma):
    alpha = 1 / math.sqrt(sigma ** 2 + 1)
    return alpha, sigma * alpha


def lam(sigma):
    alpha, noise = split(sigma)
    return math.inf if noise == 0 else math.log(alpha) - math.log(noise)


def dpmpp(config, n, course, karras):
    steps, sigmas = solver_levels(config, n, karras)
    x, kept = course.start.copy(), []
    count = len(steps)
    for i, t in course.visit(steps):
        clean, _ = predicted(config, x, network(x, t), split(sigmas[i])[0] ** 2)
        kept.append(clean)
        (at, st), (_, ss) = split(sigmas[i + 1]), split(sigmas[i])
        h = lam(sigmas[i + 1]) - lam(sigmas[i])
        last = i == count - 1 and (config.get("eulerAtFinal", False)
                                   or (config.get("lowerOrderFinal", True) and count < 15)
                                   or config.get("finalSigmas", "zero") == "zero")
        gain = at * (math.exp(-h) - 1)
        x = st / ss * x - gain * clean
        if len(kept) > 1 and not last:
            before = lam(sigmas[i]) - lam(sigmas[i - 1])
            x = x - 0.5 * gain * (clean - kept[-2]) * h / before
        course.latents.append(x)
    return steps, sigmas, clean


def unipc(config, n, course):
    steps, sigmas = solver_levels(config, n, config.get("sigmas") == "karras")
    count, outputs, last_sample, order, low = len(steps), [], None, 0, 0

    def update(x, past, to, s0, olds, order, model_t=None):
        """olds: level indices before s0; past: estimates, newest last."""
        (at, st), (_, ss) = split(sigmas[to]), split(sigmas[s0])
        h = lam(sigmas[to]) - lam(sigmas[s0])
        hh = -h
        ratios = [(lam(sigmas[k]) - lam(sigmas[s0])) / h for k in olds[:order - 1]] + [1.0]
        slopes = [(past[-(k + 2)] - past[-1]) / ratios[k] for k in range(order - 1)]
        first = math.expm1(hh)
        phi, factorial, rows, right = first / hh - 1 if h != math.inf else -1.0, 1, [], []
        for k in range(1, order + 1):
            rows.append(np.power(ratios, k - 1))
            right.append(phi * factorial / first)
            factorial *= k + 1
            phi = (phi / hh if h != math.inf else 0) - 1 / factorial
        x_t = st / ss * x - at * first * past[-1]
        if model_t is None:
            return x_t - at * first * sum(0.5 * slope for slope in slopes)
        rho = [0.5] if order == 1 else np.linalg.solve(np.array(rows), np.array(right))
        rest = sum(rho[k] * slope for k, slope in enumerate(slopes))
        return x_t - at * first * (rest + rho[-1] * (model_t - past[-1]))

    x = course.start.copy()
    for i, t in course.visit(steps):
        clean, _ = predicted(config, x, network(x, t), split(sigmas[i])[0] ** 2)
        if last_sample is not None:
            x = update(last_sample, outputs, i, i - 1, [i - 2], order, clean)
        outputs.append(clean)
        order = min(2, count - i) if config.get("lowerOrderFinal", True) else 2
        order = min(order, low + 1)
        last_sample = x
        x = update(x, outputs, i + 1, i, [i - 1], order)
        low = min(2, low + 1)
        course.latents.append(x)
    return steps, sigmas, clean


# Others --------------------------------------------------------------------------------------------------------------

def euler_a(config, n, course):
    spacing = config.get("spacing", "linspace")
    steps = np.linspace(0, T - 1, n)[::-1] if spacing == "linspace" else plain_steps(config, n).astype(float)
    sigmas = np.append(np.interp(steps, np.arange(T), sigma_table(config)), 0.0)
    initial = sigmas.max() if spacing != "leading" else math.sqrt(sigmas.max() ** 2 + 1)
    x = course.start * (initial if course.begin == 0 else 1)
    for i, t in course.visit(steps):
        sigma, to = sigmas[i], sigmas[i + 1]
        out = network(x / math.sqrt(sigma ** 2 + 1), t)
        if config["prediction"] == "epsilon":
            clean = x - sigma * out
        else:
            clean = out * (-sigma / math.sqrt(sigma ** 2 + 1)) + x / (sigma ** 2 + 1)
        up = math.sqrt(to ** 2 * (sigma ** 2 - to ** 2) / sigma ** 2)
        down = math.sqrt(max(0, to ** 2 - up ** 2))
        x = x + (x - clean) / sigma * (down - sigma) + course.randn() * up
        course.latents.append(x)
    return steps, sigmas, clean


def pndm(config, n, course):
    base = plain_steps(config, n)[::-1]
    steps = np.concatenate([base[:-1], base[-2:-1], base[-1:]])[::-1]
    bar = alphas({})
    final = 1.0 if config.get("setAlphaToOne", False) else bar[0]
    x, kept, saved, stride = course.start.copy(), [], None, T // n
    for i, t in course.visit(steps):
        call, out, before = i - course.begin, network(x, t), t - stride
        if call != 1:
            kept = kept[-3:] + [out]
        else:
            before, t = t, t + stride
        if call == 0:
            saved = x
        elif call == 1:
            out, x = (out + kept[-1]) / 2, saved
        elif len(kept) == 2:
            out = (3 * kept[-1] - kept[-2]) / 2
        elif len(kept) == 3:
            out = (23 * kept[-1] - 16 * kept[-2] + 5 * kept[-3]) / 12
        else:
            out = (55 * kept[-1] - 59 * kept[-2] + 37 * kept[-3] - 9 * kept[-4]) / 24
        a, to = bar[min(t, T - 1)], bar[before] if before >= 0 else final
        clean, noise = predicted(config, x, out, a)
        below = a * math.sqrt(1 - to) + math.sqrt(a * (1 - a) * to)
        x = math.sqrt(to / a) * x - (to - a) * noise / below
        course.latents.append(x)
    return steps, None, clean


def lcm(config, n, course):
    original = config.get("originalSteps", 50)
    grid = (np.arange(1, original + 1) * (T // original) - 1)[::-1]
    steps = grid[np.floor(np.linspace(0, original, num=n, endpoint=False)).astype(int)]
    bar, x = alphas(config), course.start.copy()
    for i, t in course.visit(steps):
        clean, _ = predicted(config, x, network(x, t), bar[t])
        scaled = t * config.get("timestepScaling", 10)
        clean = scaled / math.sqrt(scaled ** 2 + 0.25) * clean + 0.25 / (scaled ** 2 + 0.25) * x
        x = clean
        if i < n - 1:
            to = bar[steps[i + 1]]
            x = math.sqrt(to) * clean + math.sqrt(1 - to) * course.randn()
        course.latents.append(x)
    return steps, None, clean


def ddpm(config, n, course):
    steps, bar, x = plain_steps(config, n), alphas(config), course.start.copy()
    for i, t in course.visit(steps):
        a, before = bar[t], bar[steps[i + 1]] if i < n - 1 else 1.0
        kept = a / before
        clean, _ = predicted(config, x, network(x, t), a)
        mean = (math.sqrt(before) * (1 - kept) / (1 - a)) * clean + (math.sqrt(kept) * (1 - before) / (1 - a)) * x
        if t > 0:
            variance = max((1 - before) / (1 - a) * (1 - kept), 1e-20)
            if config.get("variance") == "fixed_large":
                variance = 1 - kept
            mean = mean + math.sqrt(variance) * course.randn()
        x = mean
        course.latents.append(x)
    return steps, None, clean


def euler(config, n, course):
    spacing = config.get("spacing", "linspace")
    steps = np.linspace(0, T - 1, n)[::-1] if spacing == "linspace" else plain_steps(config, n).astype(float)
    sigmas = np.append(np.interp(steps, np.arange(T), sigma_table(config)), 0.0)
    x = course.start.copy()
    for i, t in course.visit(steps):
        sigma = sigmas[i]
        out = network(x / math.sqrt(sigma ** 2 + 1), t)
        if config["prediction"] == "epsilon":
            clean = x - sigma * out
        else:
            clean = out * (-sigma / math.sqrt(sigma ** 2 + 1)) + x / (sigma ** 2 + 1)
        x = x + (x - clean) / sigma * (sigmas[i + 1] - sigma)
        course.latents.append(x)
    return steps, sigmas, clean


def ddim(config, n, course):
    steps, bar, x = plain_steps(config, n), alphas(config), course.start.copy()
    for i, t in course.visit(steps):
        before = t - T // n
        to = bar[before] if before >= 0 else bar[0]
        clean, noise = predicted(config, x, network(x, t), bar[t])
        x = math.sqrt(to) * clean + math.sqrt(1 - to) * noise
        course.latents.append(x)
    return steps, None, clean


# The middle: where image to image begins -----------------------------------------------------------------------------

def level(name, config, step, sigma):
    """add_noise: what the picture and the noise are multiplied by."""
    if name in ("euler", "euler-a"):
        return 1.0, sigma
    if sigma is not None:
        return split(sigma)
    alpha = alphas({} if name == "pndm" else config)[int(step)]
    return math.sqrt(alpha), math.sqrt(1 - alpha)


def record_middle(start, noise):
    samplers = {**{name: sampler for name, (sampler, _) in SAMPLERS.items()}, "ddim": ddim, "euler": euler}
    zero_snr = {"prediction": "v_prediction", "rescale": True, "spacing": "trailing"}
    for name, sampler in samplers.items():
        for config in ({"prediction": "epsilon"}, {"prediction": "v_prediction"}, zero_snr):
            for n, begin in ((10, 1), (10, 2), (10, 4), (10, 9), (20, 10)):
                course = Course(start, noise, begin)
                steps, sigmas, clean = sampler(config, n, course)
                levels = [level(name, config, t, None if sigmas is None else sigmas[i]) for i, t in enumerate(steps)]
                yield {"scheduler": name, "count": n, "config": config, "begin": begin,
                       "levels": [digits(pair) for pair in levels[begin:begin + 3]], "drawn": course.drawn,
                       "latents": [digits(x) for x in (course.latents[:3] + course.latents[-1:])],
                       "clean": digits(clean)}


SAMPLERS = {
    "dpmpp-2m": (lambda *a: dpmpp(*a, False), [
        {}, {"spacing": "leading"}, {"spacing": "trailing"}, {"finalSigmas": "sigma_min"},
        {"finalSigmas": "sigma_min", "lowerOrderFinal": False}, {"finalSigmas": "sigma_min", "eulerAtFinal": True},
        {"lambdaMinClipped": -2.0}, {"lambdaMinClipped": -2.0, "spacing": "trailing"},
        {"lambdaMinClipped": -2.0, "spacing": "leading"}]),
    "dpmpp-2m-karras": (lambda *a: dpmpp(*a, True), [{}, {"finalSigmas": "sigma_min"}]),
    "euler-a": (euler_a, [{}, {"spacing": "leading"}, {"spacing": "trailing"}]),
    "pndm": (pndm, [{}, {"setAlphaToOne": True}, {"spacing": "trailing"}, {"spacing": "linspace"}]),
    "unipc": (unipc, [{}, {"spacing": "leading"}, {"spacing": "trailing"}, {"sigmas": "karras"},
                      {"finalSigmas": "sigma_min"}, {"finalSigmas": "sigma_min", "lowerOrderFinal": False}]),
    "lcm": (lcm, [{}, {"timestepScaling": 0.001}, {"originalSteps": 40}]),
    "ddpm": (ddpm, [{}, {"spacing": "trailing"}, {"spacing": "linspace"}, {"variance": "fixed_large"}]),
}


def digits(values):
    return [float(f"{value:.8g}") for value in values]


def record(start, noise):
    for name, (sampler, configs) in SAMPLERS.items():
        for prediction in ("epsilon", "v_prediction"):
            for extra in configs + ([{"rescale": True, "spacing": "trailing"}] if prediction == "v_prediction"
                                    and name in ("dpmpp-2m", "unipc", "ddpm", "lcm") else []):
                for n in ((1, 2, 5, 10, 20) if extra == {} else (5, 20)):
                    config = {"prediction": prediction, **extra}
                    course = Course(start, noise)
                    steps, sigmas, clean = sampler(config, n, course)
                    latents = course.latents if n < 20 else course.latents[-2:]
                    yield {"scheduler": name, "count": n, "config": config, "timesteps": digits(steps),
                           **({} if sigmas is None else {"sigmas": digits(sigmas)}),
                           "drawn": course.drawn, "latents": [digits(x) for x in latents], "clean": digits(clean)}


def main():
    random = np.random.RandomState(7)
    start, noise = random.randn(SIZE).round(6), random.randn(20, SIZE).round(6)
    OUT.write_text(json.dumps({
        "source": f"tools/parity/schedulers.py, numpy {np.__version__}; in the network's place 0.3 x + 0.1 sin(0.01 t + i)",
        "start": start.tolist(), "noise": noise.tolist(), "courses": list(record(start, noise)),
    }))
    MIDDLE.write_text(json.dumps({
        "source": f"tools/parity/schedulers.py, numpy {np.__version__}; courses that begin in the middle, and their levels",
        "start": start.tolist(), "noise": noise.tolist(), "courses": list(record_middle(start, noise)),
    }))


if __name__ == "__main__":
    main()
