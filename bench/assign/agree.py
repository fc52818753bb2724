#!/usr/bin/env python3
"""Compares optima of matching/assign with those of scipy and lap on random problems, and with a table of known optima.

usage: agree.py GO_BINARY [COUNT [FOLDER]]     GO_BINARY from: go build -o /tmp/assign ./bench/assign; COUNT of random problems, 10000
FOLDER has gen_lap.py, whose inst(class, n, seed) makes a problem, and reference.csv with class, n, seed, optimum.
needs: numpy, scipy, lap. Exit code 1 where one differs."""
import csv, importlib.util, os, subprocess, sys, tempfile
import lap
import numpy as np
from scipy.optimize import linear_sum_assignment

def optima(binary, problems):
    with tempfile.NamedTemporaryFile() as f:
        for c in problems:
            np.array(c.shape, np.int32).tofile(f); c.astype(np.int32).tofile(f)
        f.flush()
        return subprocess.run([binary, 'many', f.name], capture_output=True, text=True, check=True).stdout.split()

def random_problems(count):
    r = np.random.default_rng(7)
    for k in range(count):
        rows = int(r.integers(1, 41)); cols = rows + int(r.integers(0, 12)) * int(r.integers(0, 2)); kind = k % 5
        if kind == 0: yield r.integers(0, int(10 ** r.uniform(0.3, 5.9)), (rows, cols)) # lap errs with costs above 10⁶
        elif kind == 1: yield np.where(r.random((rows, cols)) < r.random(), 1, 1000)
        elif kind == 2:
            a = r.random((rows, 2)); b = r.random((cols, 2)); yield np.rint(1000 * np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1]))
        elif kind == 3: yield np.multiply.outer(np.arange(1, rows + 1), np.arange(1, cols + 1))
        else: yield r.integers(-1000, 1000, rows)[:, None] + r.integers(-1000, 1000, cols)[None, :] + r.integers(0, 3, (rows, cols))

def main():
    binary, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    problems = list(random_problems(count)); wrong = 0
    for c, got in zip(problems, optima(binary, problems), strict=True):
        i, j = linear_sum_assignment(c); want = int(c[i, j].sum())
        other = lap.lapjv(c.astype(np.float64) - min(c.min(), 0), extend_cost=True)[1] # wants costs from 0 on
        wrong += got != str(want) or int(c[np.arange(len(c)), other].sum()) != want
    print('random problems: %d, other than scipy or lap: %d' % (count, wrong))
    if len(sys.argv) > 3:
        spec = importlib.util.spec_from_file_location('gen_lap', os.path.join(sys.argv[3], 'gen_lap.py')); gen = importlib.util.module_from_spec(spec); spec.loader.exec_module(gen)
        rows = list(csv.DictReader(open(os.path.join(sys.argv[3], 'reference.csv')))); differ = 0
        for x in rows: differ += optima(binary, [gen.inst(x['class'], int(x['n']), int(x['seed']))])[0] != x['optimum']
        print('known optima: %d, other: %d' % (len(rows), differ)); wrong += differ
    sys.exit(wrong > 0)

if __name__ == '__main__': main()
