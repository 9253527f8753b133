"""What shoppers go on to after a product: the table that `sotto pack` keeps of a shop's orders."""

import numpy as np
import scipy.sparse as sp

WINDOW = 20
KEPT = 40  # neighbours of a product


def neighbours(sequences: list[list[int]], size: int) -> sp.csr_matrix:
    """[size, size]: link / ((n_a + 2)^0.4 (n_b + 2)^0.2) of the 40 strongest of each row, scaled by the largest."""
    rows, columns, values = [], [], []
    counts = np.zeros(size)
    for items in (list(dict.fromkeys(each)) for each in sequences):
        np.add.at(counts, items, 1)
        for first in range(len(items)):
            for apart in range(1, min(WINDOW, len(items) - 1 - first) + 1):
                rows += [items[first], items[first + apart]]
                columns += [items[first + apart], items[first]]
                values += [apart**-0.5, 0.5 * apart**-0.5]
    links = sp.csr_matrix((values, (rows, columns)), (size, size))
    links = sp.diags((counts + 2) ** -0.4) @ links @ sp.diags((counts + 2) ** -0.2)
    links = _strongest(links.tocsr())
    return (links / links.max()).astype(np.float32)


def _strongest(links: sp.csr_matrix) -> sp.csr_matrix:
    for row in range(links.shape[0]):
        start, end = links.indptr[row], links.indptr[row + 1]
        if end - start > KEPT:
            weak = np.argsort(links.data[start:end])[:-KEPT]
            links.data[start + weak] = 0
    links.eliminate_zeros()
    return links
