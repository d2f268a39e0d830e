"""Where training keeps its data, checkpoints and logs: never in the repository."""
import os
import time

ROOT = os.environ.get('VLPROMPT_TRAINING_DIR', os.path.expanduser('~/.cache/vlprompt-training'))
REPOSITORY = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))


def path(*parts):
    """A path below the training directory, its folder made."""
    full = os.path.join(ROOT, *parts)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    return full


def wait_while_paused():
    """Training sleeps while the file `pause` exists, so that benchmarks can have quiet cores."""
    while os.path.exists(os.path.join(ROOT, 'pause')):
        time.sleep(1)
