"""Colours by name, and how a scene varies them."""

COLOURS = {
    'red': (214, 40, 40), 'green': (46, 160, 67), 'blue': (40, 90, 220), 'yellow': (245, 210, 40),
    'orange': (245, 135, 30), 'purple': (130, 60, 180), 'pink': (245, 140, 185), 'cyan': (60, 200, 215),
    'brown': (120, 75, 40), 'black': (25, 25, 28), 'white': (250, 250, 250), 'gray': (140, 140, 145),
}
NAMES = list(COLOURS)


def vary(rgb, rng, amount):
    """The colour with each channel moved by at most `amount`, clamped to 0..255."""
    return tuple(int(min(255, max(0, v + rng.uniform(-amount, amount)))) for v in rgb)


def spoken(name, rng):
    """British and American readers both type their own word."""
    return rng.choice(('gray', 'grey')) if name == 'gray' else name
