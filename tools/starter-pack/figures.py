"""Proportions with their 95 % Wilson intervals (E. B. Wilson, 1927)."""
import math

import numpy as np

Z = 1.959964


def proportion(correct):
    """`{correct, n, rate, low, high}` of a sequence of truth values; None when it is empty."""
    values = np.asarray(list(correct), bool)
    n, k = len(values), int(values.sum())
    if n == 0:
        return None
    rate, scale = k / n, 1 + Z * Z / n
    middle = (rate + Z * Z / (2 * n)) / scale
    half = Z / scale * math.sqrt(rate * (1 - rate) / n + Z * Z / (4 * n * n))
    return {'correct': k, 'n': n, 'rate': rate, 'low': max(0., middle - half), 'high': min(1., middle + half)}
