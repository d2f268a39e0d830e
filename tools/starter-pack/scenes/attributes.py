"""A scene's attributes as class numbers, for the auxiliary heads that teach CLIP relations (-100: not applicable)."""
from . import garments, palette, shapes, surfaces

NONE = -100
SIZES = [None, 'small', 'large']
TINTS, GROUNDS = [None] + garments.TINTS, list(garments.BACKGROUNDS)
BACKDROPS = sorted(set(shapes.BACKGROUNDS))
HEADS = {'arrangement': 3, 'colour a': 12, 'shape a': 7, 'count a': 4, 'size a': 3, 'colour b': 12, 'shape b': 7, 'count b': 4, 'size b': 3,
         'backdrop': len(BACKDROPS), 'defect': 6, 'material': 6, 'paint': len(surfaces.PAINTS), 'place': 5, 'garment': 10, 'tint': len(TINTS),
         'ground': len(GROUNDS), 'blur': 2}


def numbers(spec, stated_only=False):
    """One class number per head; with `stated_only`, only what a caption says."""
    values = dict.fromkeys(HEADS, NONE)
    values['blur'] = int(spec['blur'])
    FILL[spec['kind']](values, spec, stated_only)
    return list(values.values())


def _shapes(values, spec, stated_only):
    groups, relation = spec['groups'], spec['relation']
    values['arrangement'] = 0 if relation is None else 1 if relation in ('left', 'right') else 2
    if spec['background'] in BACKDROPS and (spec['say_background'] or not stated_only):
        values['backdrop'] = BACKDROPS.index(spec['background'])
    if relation in ('right', 'below'):
        groups = groups[::-1]  # a is always the left or upper group
    for letter, group in zip('ab', groups):
        values['colour ' + letter] = palette.NAMES.index(group['colour'])
        values['shape ' + letter] = shapes.SHAPES.index(group['shape'])
        values['count ' + letter] = group['count'] - 1
        values['size ' + letter] = SIZES.index(group['size'])


def _surface(values, spec, stated_only):
    values['defect'] = surfaces.DEFECTS.index(spec['defect'])
    if spec['say_material'] or not stated_only:
        values['material'] = surfaces.MATERIALS.index(spec['material'])
    if spec['colour'] and (spec['say_colour'] or not stated_only):
        values['paint'] = surfaces.PAINTS.index(spec['colour'])
    if spec['defect'] != 'clean' and (spec['say_place'] or not stated_only):
        values['place'] = surfaces.PLACES.index(spec['place'])


def _garment(values, spec, stated_only):
    values['garment'] = spec['label']
    values['tint'] = TINTS.index(spec['tint'])
    values['ground'] = GROUNDS.index(spec['background'])


FILL = {'shapes': _shapes, 'surface': _surface, 'garment': _garment}
