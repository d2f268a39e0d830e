"""A scene's nearest wrong descriptions: the same spec with one stated attribute changed (hard negatives, forced choice)."""
import copy

from . import garments, palette, shapes, surfaces


def changeable(spec):
    """The attributes whose change makes every caption of the spec wrong; important ones are repeated."""
    if spec['kind'] == 'garment':
        return ['garment'] * 3 + (['tint', 'tint'] if spec['tint'] else []) + ['background']
    if spec['kind'] == 'surface':
        return (['defect', 'defect'] + ['material'] * spec['say_material'] + ['surface colour'] * spec['say_colour']
                + ['place', 'place'] * spec['say_place'])
    names = ['colour', 'shape', 'count'] + ['size'] * any(g['size'] for g in spec['groups']) + ['background'] * spec['say_background']
    if spec['relation']:
        a, b = spec['groups']
        names += ['relation'] * 3 + ['binding'] * 2 * (a['colour'] != b['colour'] and a['shape'] != b['shape'])
    return names


def change(spec, rng, attribute=None):
    """(attribute, changed spec), or None when the spec does not state `attribute`."""
    options = changeable(spec)
    if attribute is not None and attribute not in options:
        return None
    attribute = attribute or rng.choice(options)
    changed = copy.deepcopy(spec)
    CHANGE[attribute](changed, rng)
    return attribute, changed


def other(options, current, rng):
    return rng.choice([o for o in options if o != current])


def _colour(spec, rng):
    group = rng.choice(spec['groups'])
    group['colour'] = rng.choice([c for c in palette.NAMES if c not in (group['colour'], spec['background'])])


def _shape(spec, rng):
    group = rng.choice(spec['groups'])
    group['shape'] = other(shapes.SHAPES, group['shape'], rng)


def _count(spec, rng):
    group = rng.choice(spec['groups'])
    group['count'] = other((1, 2, 3, 4), group['count'], rng)


def _size(spec, rng):
    group = rng.choice([g for g in spec['groups'] if g['size']])
    group['size'] = {'small': 'large', 'large': 'small'}[group['size']]


def _relation(spec, rng):
    likely = rng.random() < .6
    spec['relation'] = shapes.OPPOSITE[spec['relation']] if likely else other(shapes.RELATIONS, spec['relation'], rng)


def _binding(spec, rng):
    a, b = spec['groups']
    a['colour'], b['colour'] = b['colour'], a['colour']


def _background(spec, rng):
    options = garments.BACKGROUNDS if spec['kind'] == 'garment' else shapes.BACKGROUNDS
    spec['background'] = other(list(options), spec['background'], rng)


def _defect(spec, rng):
    spec['defect'] = other(surfaces.DEFECTS, spec['defect'], rng)
    if spec['defect'] == 'clean':
        spec['say_place'] = False


def _material(spec, rng):
    spec['material'] = other(surfaces.MATERIALS, spec['material'], rng)
    options = surfaces.MATERIAL_COLOURS[spec['material']]
    if spec['colour'] not in options:
        spec['colour'] = rng.choice(options)
    spec['say_colour'] = spec['say_colour'] and spec['colour'] is not None


def _surface_colour(spec, rng):
    spec['colour'] = other(surfaces.PAINTS, spec['colour'], rng)


def _place(spec, rng):
    spec['place'] = other(surfaces.PLACES, spec['place'], rng)


def _garment(spec, rng):
    spec['label'] = other(range(10), spec['label'], rng)


def _tint(spec, rng):
    spec['tint'] = other(garments.TINTS, spec['tint'], rng)


CHANGE = {'colour': _colour, 'shape': _shape, 'count': _count, 'size': _size, 'relation': _relation, 'binding': _binding,
          'background': _background, 'defect': _defect, 'material': _material, 'surface colour': _surface_colour,
          'place': _place, 'garment': _garment, 'tint': _tint}
