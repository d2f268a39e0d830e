"""Courses of samplers for the fields of scheduler_config.json, computed a second time in float64 with numpy, for
test/fixtures/schedulers/fields.json.

Formulas: DPM-Solver (arXiv 2206.00927), DPM-Solver++ (2211.01095), UniPC (2302.04867, algorithms 5 to 8), PNDM
(2202.09778, formulas 9, 12 and 13), Karras et al. (2206.00364, equation 5), beta spacing (2407.12173), dynamic
thresholding (2205.11487), DDPM (2006.11239), LCM (2310.04378), in the order of operations and with the timesteps of the
classes of diffusers of the same names (src/diffusers/schedulers, 2026-08). Where those divide by nothing at the last step
(bh1, predictions of noise) the limit is taken. Needs numpy and, for the quantiles of the beta distribution, scipy."""
import json
import math
from pathlib import Path

import numpy as np
import scipy
import scipy.stats

from schedulers import digits, lam, split

SIZE = 16
OUT = Path(__file__).parents[2] / "test/fixtures/schedulers/fields.json"
BASE = {"beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012, "steps_offset": 1}


def network(x, t):
    return 0.3 * x + 0.1 * np.sin(0.01 * t + np.arange(SIZE))


class File:
    """A scheduler_config.json, with the defaults of diffusers."""

    def __init__(self, fields):
        self.fields = {**BASE, **fields}

    def __getattr__(self, name):
        return self.fields.get(name, DEFAULTS.get(name))


DEFAULTS = {
    "num_train_timesteps": 1000, "prediction_type": "epsilon", "final_sigmas_type": "zero", "lower_order_final": True,
    "solver_order": 2, "algorithm_type": "dpmsolver++", "solver_type": "midpoint", "predict_x0": True, "disable_corrector": [],
    "dynamic_thresholding_ratio": 0.995, "sample_max_value": 1.0, "clip_sample_range": 1.0, "interpolation_type": "linear",
    "variance_type": "fixed_small", "original_inference_steps": 50, "timestep_scaling": 10.0, "lambda_min_clipped": -math.inf,
}


# Schedules -------------------------------------------------------------------------------------------------------------

def alpha_bar(kind, t):
    if kind == "laplace":
        snr = math.exp(-0.5 * math.copysign(1, 0.5 - t) * math.log(1 - 2 * abs(0.5 - t) + 1e-6))
        return math.sqrt(snr / (1 + snr))
    return math.cos((t + 0.008) / 1.008 * math.pi / 2) ** 2


def alphas(file):
    n, low, high = file.num_train_timesteps, file.beta_start, file.beta_end
    if file.trained_betas:
        beta = np.array(file.trained_betas)
    elif file.beta_schedule == "linear":
        beta = np.linspace(low, high, n)
    elif file.beta_schedule == "scaled_linear":
        beta = np.linspace(low ** 0.5, high ** 0.5, n) ** 2
    elif file.beta_schedule == "sigmoid":
        beta = 1 / (1 + np.exp(-np.linspace(-6, 6, n))) * (high - low) + low
    else:
        left = [alpha_bar(file.beta_schedule, i / n) for i in range(n + 1)]
        beta = np.array([min(1 - left[i + 1] / left[i], 0.999) for i in range(n)])
    beta = beta.astype(np.float32)
    if file.rescale_betas_zero_snr:
        roots = np.sqrt(np.cumprod((1 - beta).astype(np.float64)))
        bar = ((roots - roots[-1]) * roots[0] / (roots[0] - roots[-1])) ** 2
        beta = (1 - np.concatenate([bar[:1], bar[1:] / bar[:-1]])).astype(np.float32)
    return np.cumprod((1 - beta).astype(np.float64)).astype(np.float32)


def sigma_table(file):
    bar = alphas(file)
    if file.rescale_betas_zero_snr:
        bar[-1] = 2.0 ** -24
    return np.sqrt((1 - bar) / bar)


# Spacings --------------------------------------------------------------------------------------------------------------

def first_order_steps(file, n, default):
    """Fractional; the classes that index by them round."""
    total, spacing = file.num_train_timesteps, file.timestep_spacing or default
    if spacing == "linspace":
        return np.linspace(0, total - 1, n)[::-1]
    if spacing == "leading":
        return (np.arange(n) * (total // n))[::-1] + file.steps_offset * 1.0
    return np.arange(total, 0, -total / n).round() - 1


def solver_steps(file, n):
    total, spacing = file.num_train_timesteps, file.timestep_spacing or "linspace"
    last = total - int(np.searchsorted(-np.log(sigma_table(file))[::-1], file.lambda_min_clipped))
    if spacing == "linspace":
        return np.linspace(0, last - 1, n + 1).round()[::-1][:-1].astype(int)
    if spacing == "leading":
        return (np.arange(n + 1) * (last // (n + 1)))[::-1][:-1] + file.steps_offset
    return np.arange(last, 0, -total / n).round().astype(int) - 1


def between(way, high, low, n):
    ramp = np.linspace(0, 1, n)
    if way == "karras":
        return (high ** (1 / 7) + ramp * (low ** (1 / 7) - high ** (1 / 7))) ** 7
    if way == "beta":
        return low + scipy.stats.beta.ppf(1 - ramp, 0.6, 0.6) * (high - low)
    return np.exp(math.log(high) + ramp * (math.log(low) - math.log(high)))


def way_of(file, known):
    return next((way for way in known if file.fields.get("use_" + ("lu_lambdas" if way == "lu" else way + "_sigmas"))), None)


def steps_of(sigmas, table):
    """In 32 bits, as numpy 1 does with diffusers' arrays: in 64 the highest level may fall short of the last step."""
    logs, sought = np.log(table), np.log(sigmas).astype(np.float32)
    below = np.minimum([max(0, int(np.sum(logs <= one)) - 1) for one in sought], len(table) - 2)
    return below + np.clip((sought - logs[below]) / (logs[below + 1] - logs[below]), 0, 1).astype(np.float64)


def ends(file, high, low):
    return float(file.sigma_max or high), float(file.sigma_min or low)


def solver_levels(file, n, unipc):
    table = sigma_table(file)
    way = way_of(file, ["karras", "exponential", "beta"] if unipc else ["karras", "lu", "exponential", "beta"])
    last = table[0]
    if way is None:
        steps = solver_steps(file, n)
        sigmas = np.interp(steps, np.arange(len(table)), table)
    else:
        high, low = (table[-1], table[0]) if way == "lu" else ends(file, table[-1], table[0])
        sigmas = between(way, float(high), float(low), n)
        steps = steps_of(sigmas, table)
        if (way == "karras" and unipc) or (way in ("karras", "lu") and file.beta_schedule != "squaredcos_cap_v2"):
            steps = steps.round()
        steps = steps.astype(int)
        last = sigmas[-1] if unipc else last
    end = 0.0 if file.final_sigmas_type == "zero" else last
    return steps, np.append(sigmas, end).astype(np.float32).astype(np.float64)


def euler_levels(file, n):
    table, steps = sigma_table(file), first_order_steps(file, n, "linspace")
    sigmas = np.interp(steps, np.arange(len(table)), table)
    if file.interpolation_type == "log_linear":
        sigmas = between("exponential", float(table[-1]), float(table[0]), n + 1)
    way = way_of(file, ["karras", "exponential", "beta"])
    if way is not None:
        sigmas = between(way, *ends(file, sigmas[0], sigmas[-1]), n)
        steps = steps_of(sigmas, table)
    if file.timestep_type == "continuous" and file.prediction_type == "v_prediction":
        steps = 0.25 * np.log(sigmas)
    return steps, np.append(sigmas, 0.0 if file.final_sigmas_type == "zero" else table[0]).astype(np.float32).astype(np.float64)


# Answers ---------------------------------------------------------------------------------------------------------------

def clean_of(file, x, out, a, b):
    if file.prediction_type == "epsilon":
        return (x - b * out) / a
    return a * x - b * out if file.prediction_type == "v_prediction" else out


def noise_of(file, x, out, a, b):
    if file.prediction_type == "epsilon":
        return out
    return a * out + b * x if file.prediction_type == "v_prediction" else (x - a * out) / b


def limited(file, clean, clips):
    if file.thresholding:
        bound = min(max(np.quantile(np.abs(clean), file.dynamic_thresholding_ratio), 1), file.sample_max_value)
        return np.clip(clean, -bound, bound) / bound
    if clips and file.clip_sample:
        return np.clip(clean, -file.clip_sample_range, file.clip_sample_range)
    return clean


class Course:
    def __init__(self, start, noise, begin):
        self.x, self.noise, self.begin, self.drawn, self.latents = start.copy(), noise, begin, 0, []

    def visit(self, steps):
        return list(enumerate(steps))[self.begin:]

    def randn(self):
        self.drawn += 1
        return self.noise[self.drawn - 1]

    def go(self, x, clean):
        self.x, self.clean = x, clean
        self.latents.append(x)


# Samplers --------------------------------------------------------------------------------------------------------------

def dpm(file, n, course):
    steps, sigmas = solver_levels(file, n, False)
    kind, kept, count = {"deis": "dpmsolver++"}.get(file.algorithm_type, file.algorithm_type), [], len(steps)
    for i, t in course.visit(steps):
        x, (a, b) = course.x, split(sigmas[i])
        out = network(x, t)
        clean = limited(file, clean_of(file, x, out, a, b), False)
        noise = (x - a * clean) / b if file.thresholding else noise_of(file, x, out, a, b)
        kept.append(clean if kind.endswith("++") else noise)
        fresh = course.randn() if kind.startswith("sde") else 0
        few = file.lower_order_final and count < 15
        ends_low = i == count - 1 and (file.euler_at_final or few or file.final_sigmas_type == "zero")
        order = min(file.solver_order, len(kept))
        order = 1 if ends_low else min(order, 2) if i == count - 2 and few else order
        at, bt = split(sigmas[i + 1])
        h = lam(sigmas[i + 1]) - lam(sigmas[i])
        d0, d1, d2 = kept[-1], 0, 0
        if h == 0:
            order = 1
        if order > 1:
            r0 = (lam(sigmas[i]) - lam(sigmas[i - 1])) / h
            d1 = (kept[-1] - kept[-2]) / r0
        if order > 2:
            r1 = (lam(sigmas[i - 1]) - lam(sigmas[i - 2])) / h
            older = (kept[-2] - kept[-3]) / r1
            d2 = (d1 - older) / (r0 + r1)
            d1 = d1 + r0 / (r0 + r1) * (d1 - older)
        halves = order == 2 and file.solver_type != "heun"
        if kind == "dpmsolver++":
            gain = at * (math.exp(-h) - 1)
            slope = 0.5 * gain if halves else 0 if order == 1 else -at * ((math.exp(-h) - 1) / h + 1)
            curve = 0 if order < 3 else at * ((math.exp(-h) - 1 + h) / h ** 2 - 0.5)
            x = bt / b * x - gain * d0 - slope * d1 - curve * d2
        elif kind == "dpmsolver":
            gain = bt * (math.exp(h) - 1)
            slope = 0.5 * gain if halves else 0 if order == 1 else bt * ((math.exp(h) - 1) / h - 1)
            curve = 0 if order < 3 else bt * ((math.exp(h) - 1 - h) / h ** 2 - 0.5)
            x = at / a * x - gain * d0 - slope * d1 - curve * d2
        elif kind == "sde-dpmsolver++":
            gain = at * (1 - math.exp(-2 * h))
            slope = 0.5 * gain if halves else 0 if order == 1 else at * ((1 - math.exp(-2 * h)) / (-2 * h) + 1)
            curve = 0 if order < 3 else at * ((1 - math.exp(-2 * h) - 2 * h) / (2 * h) ** 2 - 0.5)
            x = bt / b * math.exp(-h) * x + gain * d0 + slope * d1 + curve * d2
            x = x + bt * math.sqrt(1 - math.exp(-2 * h)) * fresh
        else:
            gain = bt * (math.exp(h) - 1)
            slope = gain if halves else 0 if order == 1 else 2 * bt * ((math.exp(h) - 1) / h - 1)
            x = at / a * x - 2 * gain * d0 - slope * d1 + bt * math.sqrt(math.exp(2 * h) - 1) * fresh
        course.go(x, clean)
    return steps, sigmas


def unipc(file, n, course):
    steps, sigmas = solver_levels(file, n, True)
    kept, last, order, count, solver = [], None, 0, len(steps), file.solver_type if file.solver_type == "bh1" else "bh2"

    def update(x, s0, order, past, end=None):
        (a, b), (at, bt) = split(sigmas[s0]), split(sigmas[s0 + 1])
        h = lam(sigmas[s0 + 1]) - lam(sigmas[s0])
        hh = -h if file.predict_x0 else h
        scale = at if file.predict_x0 else bt
        first = np.expm1(hh)
        whole = at * sigmas[s0] if bt == 0 and not file.predict_x0 else scale * first
        base = (bt / b if file.predict_x0 else at / a) * x - whole * past[-1]
        if h == 0:
            return base
        if order == 1:
            return base if end is None else base - scale * (hh if solver == "bh1" else first) * 0.5 * (end - past[-1])
        big = hh if solver == "bh1" else first
        ratios = [(lam(sigmas[s0 - k]) - lam(sigmas[s0])) / h for k in range(1, order)] + [1.0]
        slopes = [(past[-1 - k] - past[-1]) / ratios[k - 1] for k in range(1, order)]
        rows, right, phi, factorial = [], [], first / hh - 1, 1
        for k in range(1, order + 1):
            rows.append(np.power(ratios, k - 1))
            right.append(phi * factorial / big)
            factorial *= k + 1
            phi = phi / hh - 1 / factorial
        rows, right = np.array(rows), np.array(right)
        if end is None:
            rho = [0.5] if order == 2 else np.linalg.solve(rows[:-1, :-1], right[:-1])
            return base - scale * big * sum(r * s for r, s in zip(rho, slopes))
        rho = np.linalg.solve(rows, right)
        return base - scale * big * (sum(r * s for r, s in zip(rho, slopes)) + rho[-1] * (end - past[-1]))

    for i, t in course.visit(steps):
        x, (a, b) = course.x, split(sigmas[i])
        out = network(x, t)
        clean = clean_of(file, x, out, a, b)
        clean = limited(file, clean, False) if file.predict_x0 else clean
        answer = clean if file.predict_x0 else noise_of(file, x, out, a, b)
        if last is not None and i - 1 not in file.disable_corrector:
            x = update(last, i - 1, order, kept, answer)
        kept.append(answer)
        order = min(file.solver_order, count - i) if file.lower_order_final else file.solver_order
        order = 1 if sigmas[i + 1] in (0, sigmas[i]) else min(order, len(kept))
        last = x
        course.go(update(x, i, order, kept), clean)
    return steps, sigmas


def euler(file, n, course):
    steps, sigmas = euler_levels(file, n)
    spacing = file.timestep_spacing or "linspace"
    course.initial = math.sqrt(sigmas.max() ** 2 + 1) if spacing == "leading" else sigmas.max()
    course.x = course.x * (course.initial if course.begin == 0 else 1)
    for i, t in course.visit(steps):
        x, sigma = course.x, sigmas[i]
        out = network(x / math.sqrt(sigma ** 2 + 1), t)
        if file.prediction_type == "v_prediction":
            clean = out * (-sigma / math.sqrt(sigma ** 2 + 1)) + x / (sigma ** 2 + 1)
        else:
            clean = x - sigma * out if file.prediction_type == "epsilon" else out
        course.go(x + (x - clean) / sigma * (sigmas[i + 1] - sigma), clean)
    return steps, sigmas


def pndm(file, n, course):
    base = first_order_steps(file, n, "leading").round().astype(int)[::-1]
    total = file.num_train_timesteps
    stride, bar = total // n, alphas(file).astype(np.float64)
    final = 1.0 if file.set_alpha_to_one else bar[0]
    if file.skip_prk_steps:
        warm, steps = [], np.concatenate([base[:-1], base[-2:-1], base[-1:]])[::-1]
    else:
        warm = np.repeat(base[-4:], 2) + np.tile([0, stride // 2], 4)
        warm = np.repeat(warm[:-1], 2)[1:-1][::-1]
        steps = np.concatenate([warm, base[:-3][::-1]])
    kept, saved, total_out = [], None, 0

    def move(x, at, to, out):
        a = bar[min(at, total - 1)]
        b = bar[to] if to >= 0 else final
        eps = noise_of(file, x, out, math.sqrt(a), math.sqrt(1 - a))
        below = a * math.sqrt(1 - b) + math.sqrt(a * (1 - a) * b)
        return math.sqrt(b / a) * x - (b - a) * eps / below, clean_of(file, x, out, math.sqrt(a), math.sqrt(1 - a))

    for i, t in course.visit(steps):
        x, call = course.x, i - course.begin
        out = network(x, t)
        if i < len(warm):
            place = i % 4
            if place == 0:
                kept.append(out)
                saved, total_out = x, 0
            if saved is None:
                course.go(*move(x, t, steps[i + 1], out))
                continue
            total_out = total_out + out * (1 / 6 if place in (0, 3) else 1 / 3)
            to = t - stride // 2 if place % 2 == 0 else t
            course.go(*move(saved, steps[i - place], to, total_out if place == 3 else out))
            continue
        if len(warm) == 0 and call == 1:
            course.go(*move(saved, t + stride, t, (out + kept[-1]) / 2))
            continue
        saved = x if len(warm) == 0 and call == 0 else saved
        kept = kept[-3:] + [out]
        by = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]][len(kept) - 1]
        course.go(*move(x, t, t - stride, sum(w * one for w, one in zip(by, kept[::-1]))))
    return steps, None


def ddim(file, n, course):
    steps, bar = first_order_steps(file, n, "leading").round().astype(int), alphas(file).astype(np.float64)
    final = bar[0] if file.set_alpha_to_one is False else 1.0
    for i, t in course.visit(steps):
        a, b = math.sqrt(bar[t]), math.sqrt(1 - bar[t])
        before = t - file.num_train_timesteps // n
        to = bar[before] if before >= 0 else final
        out = network(course.x, t)
        clean = limited(file, clean_of(file, course.x, out, a, b), True)
        course.go(math.sqrt(to) * clean + math.sqrt(1 - to) * noise_of(file, course.x, out, a, b), clean)
    return steps, None


def ddpm(file, n, course):
    steps, bar = first_order_steps(file, n, "leading").round().astype(int), alphas(file).astype(np.float64)
    for i, t in course.visit(steps):
        a, before = bar[t], bar[steps[i + 1]] if i < len(steps) - 1 else 1.0
        kept = a / before
        clean = limited(file, clean_of(file, course.x, network(course.x, t), math.sqrt(a), math.sqrt(1 - a)), True)
        x = math.sqrt(before) * (1 - kept) / (1 - a) * clean + math.sqrt(kept) * (1 - before) / (1 - a) * course.x
        if t > 0:
            small = max((1 - before) / (1 - a) * (1 - kept), 1e-20)
            spread = {"fixed_small": math.sqrt(small), "fixed_small_log": math.exp(0.5 * math.log(small))}
            x = x + spread.get(file.variance_type, math.sqrt(1 - kept)) * course.randn()
        course.go(x, clean)
    return steps, None


def lcm(file, n, course):
    total, original = file.num_train_timesteps, file.original_inference_steps
    grid = (np.arange(1, original + 1) * (total // original) - 1)[::-1]
    steps = grid[np.floor(np.linspace(0, original, num=n, endpoint=False)).astype(int)]
    bar = alphas(file).astype(np.float64)
    for i, t in course.visit(steps):
        clean = limited(file, clean_of(file, course.x, network(course.x, t), math.sqrt(bar[t]), math.sqrt(1 - bar[t])), True)
        scaled = t * file.timestep_scaling
        x = scaled / math.sqrt(scaled ** 2 + 0.25) * clean + 0.25 / (scaled ** 2 + 0.25) * course.x
        if i < n - 1:
            to = bar[steps[i + 1]]
            x = math.sqrt(to) * x + math.sqrt(1 - to) * course.randn()
        course.go(x, clean)
    return steps, None


# What is recorded ------------------------------------------------------------------------------------------------------

V = {"prediction_type": "v_prediction"}
SAMPLE = {"prediction_type": "sample"}
LOW = {"final_sigmas_type": "sigma_min"}
ZERO_SNR = {**V, "rescale_betas_zero_snr": True, "timestep_spacing": "trailing"}
ENDS = {"sigma_min": 0.1, "sigma_max": 9.0}
THRESHOLD = {"thresholding": True, "sample_max_value": 2.5, "dynamic_thresholding_ratio": 0.8}
WAYS = [{"use_karras_sigmas": True}, {"use_exponential_sigmas": True}, {"use_beta_sigmas": True}]
LU = {"use_lu_lambdas": True}
COSINE = {"beta_schedule": "squaredcos_cap_v2"}
TRAINED = {"num_train_timesteps": 40, "trained_betas": [round(0.005 + 0.01 * i, 4) for i in range(40)]}


def solver_configs():
    for kind in ("dpmsolver++", "dpmsolver", "sde-dpmsolver++", "sde-dpmsolver"):
        for order in (1, 2, 3)[:2 if kind == "sde-dpmsolver" else 3]:
            for rule in ("midpoint", "heun") if order == 2 else ("midpoint",):
                for low in [LOW] + ([{}] if kind.endswith("++") else []):
                    yield {"algorithm_type": kind, "solver_order": order, "solver_type": rule, **low}, (5, 20)
        yield {"algorithm_type": kind, "solver_type": "heun", **V, **LOW}, (6,)
        yield {"algorithm_type": kind, **SAMPLE, **LOW}, (6,)
        yield {"algorithm_type": kind, **THRESHOLD, **LOW}, (6,)
    third = {"solver_order": 3}
    yield {**third, "lower_order_final": False, **LOW}, (5,)
    yield {**third, "euler_at_final": True, **LOW}, (20,)
    yield {**third, "lambda_min_clipped": -2.0}, (6,)
    yield {**third, **ZERO_SNR}, (6,)
    yield {"thresholding": True}, (6,)
    yield {"algorithm_type": "deis", "solver_type": "logrho", **LOW}, (5,)
    for way in [*WAYS, LU]:
        for extra in ({}, LOW, ENDS, COSINE, {**V, "solver_order": 3}):
            yield {**way, **extra}, (1, 6, 20) if extra == {} else (6,)


def unipc_configs():
    for order in (1, 2, 3, 4):
        for rule in ("bh1", "bh2"):
            for x0 in (True, False):
                yield {"solver_order": order, "solver_type": rule, "predict_x0": x0}, (5, 20) if order == 3 else (6,)
    third = {"solver_order": 3}
    for x0 in (True, False):
        for kind in (V, SAMPLE):
            yield {**third, "predict_x0": x0, **kind}, (6,)
    yield {**third, "lower_order_final": False, **LOW}, (6,)
    yield {**third, "disable_corrector": [0, 2]}, (6,)
    yield {**third, **THRESHOLD}, (6,)
    yield {**third, **ZERO_SNR}, (6,)
    yield {"solver_type": "midpoint"}, (6,)
    for way in WAYS:
        for extra in ({}, LOW, ENDS, COSINE):
            yield {**way, **extra}, (1, 6, 20) if extra == {} else (6,)


def euler_configs():
    for way in [{}, *WAYS]:
        for extra in ({}, LOW, {"interpolation_type": "log_linear"}, {"timestep_spacing": "leading"}, ENDS, COSINE):
            yield {**way, **extra}, (1, 6, 20) if extra == {} else (6,)
        yield {**way, "timestep_type": "continuous", **V}, (6,)
    yield {**WAYS[0], "timestep_type": "continuous", **V, "sigma_min": 0.002, "sigma_max": 700.0}, (6,)
    yield {"interpolation_type": "log_linear", "timestep_type": "continuous", **V}, (6,)
    yield {**WAYS[0], "timestep_type": "continuous"}, (6,)
    yield {**WAYS[0], **ZERO_SNR}, (6,)
    yield {**WAYS[1], **SAMPLE}, (6,)


def pndm_configs():
    for extra in ({}, V, {"set_alpha_to_one": True}, {"timestep_spacing": "linspace"}, {"timestep_spacing": "trailing"}, COSINE):
        yield extra, (4, 7, 20) if extra == {} else (6,)
    yield {"skip_prk_steps": True, **COSINE}, (6,)


def limit_configs():
    for kind in ({}, V, SAMPLE):
        for bounds in (THRESHOLD, {"thresholding": True}, {"clip_sample": True}, {"clip_sample": True, "clip_sample_range": 2.0}):
            yield {**kind, **bounds}, (4,)
    yield {**THRESHOLD, "clip_sample": True}, (4,)
    yield {"beta_schedule": "linear", "beta_start": 0.0001, "beta_end": 0.02}, (4,)
    yield TRAINED, (4,)


def ddpm_configs():
    yield from limit_configs()
    for kind in ("fixed_small", "fixed_small_log", "fixed_large", "fixed_large_log"):
        yield {"variance_type": kind}, (5,)
    for schedule in ("laplace", "sigmoid"):
        yield {"beta_schedule": schedule}, (5,)


CONFIGS = {"ddim": (ddim, limit_configs), "ddpm": (ddpm, ddpm_configs), "lcm": (lcm, lambda: list(limit_configs())[:-1]),
           "dpm-solver": (dpm, solver_configs), "unipc": (unipc, unipc_configs), "euler": (euler, euler_configs),
           "pndm": (pndm, pndm_configs)}
MIDDLE = [("dpm-solver", {"solver_order": 3}), ("dpm-solver", {"solver_order": 3, "algorithm_type": "sde-dpmsolver++", **WAYS[2]}),
          ("dpm-solver", {"algorithm_type": "dpmsolver", "solver_type": "heun", **LOW, **LU}),
          ("unipc", {"solver_order": 3, "solver_type": "bh1"}), ("unipc", {"solver_order": 4, "predict_x0": False, **WAYS[0]}),
          ("euler", {**WAYS[0], "timestep_spacing": "leading"}), ("euler", {"interpolation_type": "log_linear"}),
          ("pndm", {}), ("pndm", V), ("ddim", THRESHOLD), ("ddpm", {"clip_sample": True}), ("lcm", THRESHOLD)]


def level(name, file, step, sigma):
    if name == "euler":
        return 1.0, sigma
    if sigma is not None:
        return split(sigma)
    bar = float(alphas(file)[int(step)])
    return math.sqrt(bar), math.sqrt(1 - bar)


def record(name, fields, n, begin, start, noise):
    file, course = File(fields), Course(start, noise, begin)
    steps, sigmas = CONFIGS[name][0](file, n, course)
    at = sorted({i for i in (0, 1, 2, len(course.latents) - 1) if 0 <= i < len(course.latents)})
    assert np.isfinite(course.latents).all(), (name, fields, n)
    return {
        "sampler": name, "config": fields, "count": n, "begin": begin, "timesteps": digits(steps),
        **({"initialNoise": course.initial} if name == "euler" else {}),
        "levels": [digits(level(name, file, t, None if sigmas is None else sigmas[i])) for i, t in enumerate(steps)][begin:begin + 3],
        "drawn": course.drawn, "after": {str(i): digits(course.latents[i]) for i in at}, "clean": digits(course.clean),
    }


def courses():
    for name, (_, configs) in CONFIGS.items():
        for fields, counts in configs():
            for n in counts:
                yield name, fields, n, 0
    for name, fields in MIDDLE:
        for begin in (1, 4, 6) if name != "pndm" else (1, 4, 6, 11, 13):
            yield name, fields, 10, begin


def main():
    random = np.random.RandomState(11)
    start, noise = random.randn(SIZE).round(6), random.randn(20, SIZE).round(6)
    shares = sorted({*np.linspace(0, 1, 41), 1e-9, 1e-4, 0.4999, 1 - 1e-4})
    OUT.write_text(json.dumps({
        "source": f"tools/parity/scheduler_fields.py, numpy {np.__version__}, scipy {scipy.__version__}; in the network's "
                  "place 0.3 x + 0.1 sin(0.01 t + i); `base` are the fields of every file",
        "base": BASE,
        "betaQuantiles": [[share, scipy.stats.beta.ppf(share, 0.6, 0.6)] for share in shares],
        "start": start.tolist(), "noise": noise.tolist(),
        "courses": [record(*one, start, noise) for one in courses()],
    }, separators=(",", ":")))


if __name__ == "__main__":
    main()
