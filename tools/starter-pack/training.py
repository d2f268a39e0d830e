"""What every training run shares: tensors from bytes, workers that average, learning rate, checkpoints that survive a kill."""
import math
import os
import subprocess
import sys
import time

import torch
import torch.distributed as distributed

from workspace import path

RANK, WORKERS = int(os.environ.get('RANK', 0)), int(os.environ.get('WORKERS', 1))


def tensor(images):
    """uint8 [B,H,W,3] -> float [B,3,H,W] in -1..1, channels last."""
    x = torch.from_numpy(images).permute(0, 3, 1, 2).float() / 127.5 - 1
    return x.contiguous(memory_format=torch.channels_last)


def pixels(x):
    """float [B,3,H,W] in -1..1 -> uint8 [B,H,W,3]"""
    return ((x.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).numpy()


def spawn_workers(count):
    """Starts this script `count` times with one thread each and waits for all; returns at once inside a worker.

    On two cores, two single-thread workers that average their parameters train twice as fast as one with two threads.
    """
    if 'RANK' in os.environ:
        torch.set_num_threads(1)
        return
    meeting = path('meeting', f'{os.getpid()}')
    environment = dict(os.environ, OMP_NUM_THREADS='1', OMP_WAIT_POLICY='PASSIVE', WORKERS=str(count), MEETING=meeting)
    workers = [subprocess.Popen([sys.executable] + sys.argv, env=dict(environment, RANK=str(r))) for r in range(count)]
    while any(w.poll() is None for w in workers):
        time.sleep(1)
        if any(w.poll() for w in workers):
            for worker in workers:
                worker.terminate()
            sys.exit(1)
    sys.exit(0)


def join():
    if WORKERS > 1:
        distributed.init_process_group('gloo', init_method='file://' + os.environ['MEETING'], rank=RANK, world_size=WORKERS)


@torch.no_grad()
def average(*modules):
    """Local SGD: parameters and running statistics become the mean over workers; Adam's moments stay local."""
    if WORKERS == 1:
        return
    tensors = [t for m in modules for t in m.state_dict().values() if t.is_floating_point()]
    flat = torch.cat([t.reshape(-1) for t in tensors])
    distributed.all_reduce(flat)
    flat /= WORKERS
    start = 0
    for t in tensors:
        t.copy_(flat[start:start + t.numel()].view(t.shape))
        start += t.numel()


def adamw(modules, rate, decay, betas=(.9, .99)):
    """Weight decay for matrices and kernels only."""
    parameters = [p for m in modules for p in m.parameters()]
    return torch.optim.AdamW([{'params': [p for p in parameters if p.ndim > 1], 'weight_decay': decay},
                              {'params': [p for p in parameters if p.ndim <= 1], 'weight_decay': 0.}], lr=rate, betas=betas)


def set_rate(optimiser, peak, step, total, warm_up=100, constant=0.):
    """Linear warm-up, constant until the fraction `constant` of `total`, then cosine to 2 %."""
    done = min(1., step / total)
    falling = max(0., (done - constant) / (1 - constant))
    rate = peak * min(1., (step + 1) / warm_up) * (.02 + .98 * .5 * (1 + math.cos(math.pi * falling)))
    for group in optimiser.param_groups:
        group['lr'] = rate
    return rate


def save(name, **state):
    """Writes a checkpoint atomically."""
    target = path('checkpoints', name + '.pt')
    torch.save(state, target + '.partial')
    os.replace(target + '.partial', target)


def restore(name):
    target = path('checkpoints', name + '.pt')
    return torch.load(target, map_location='cpu') if os.path.exists(target) else None


def log(name, **values):
    """One line per report, to the terminal and to logs/<name>.log."""
    line = time.strftime('%H:%M:%S ') + ' '.join(f'{k} {v:.4g}' if isinstance(v, float) else f'{k} {v}' for k, v in values.items())
    print(name, line, flush=True)
    with open(path('logs', name + '.log'), 'a') as file:
        file.write(line + '\n')
