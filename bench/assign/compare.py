#!/usr/bin/env python3
"""Compares matching/assign with lap, lapjv, scipy and ortools on the same problems, each solver in a process of its own,
and prints a markdown table. Seconds are of the solve alone, without reading; the best of REPEAT. Memory is the peak of the
process above its size before the problem was read, in MiB.

usage: compare.py GO_BINARY [CLASS ...]      GO_BINARY from: go build -o /tmp/assign ./bench/assign
classes: see CASES; without any, all.  needs: numpy, scipy; lap, lapjv and ortools where installed"""
import os, subprocess, sys, tempfile, time
import numpy as np

REPEAT = int(os.environ.get('REPEAT', '1'))
LIMIT = float(os.environ.get('LIMIT', '60'))  # seconds a solver may take, reading included

def dense(cls, n):
    r = np.random.default_rng(1)
    if cls.startswith('uniform'): return r.integers(1, int(float(cls[7:])) + 1, size=(n, n), dtype=np.int32)
    if cls == 'geometric':
        a = r.random((n, 2)) * 1000; b = r.random((n, 2)) * 1000; out = np.empty((n, n), np.int32)
        for i in range(n): out[i] = np.rint(100 * np.hypot(a[i, 0] - b[:, 0], a[i, 1] - b[:, 1]))
        return out
    if cls == 'machol-wien': i = np.arange(1, n + 1, dtype=np.int32); return np.multiply.outer(i, i)
    if cls == 'two-cost': return np.where(r.random((n, n)) < 0.5, 1, 100).astype(np.int32)
    raise SystemExit('unknown class ' + cls)

def sparse(rows, cols, k, most):
    r = np.random.default_rng(1); heads = np.empty((rows, k), np.int32)
    for i in range(rows):
        h = np.unique(r.integers(0, cols, 2 * k))
        while len(h) < k: h = np.unique(np.append(h, r.integers(0, cols, k)))
        heads[i] = np.sort(r.permutation(h)[:k])
    if rows == cols: # a hidden perfect matching, so that there is one
        p = r.permutation(rows)
        for i in range(rows):
            if p[i] not in heads[i]: heads[i, -1] = p[i]; heads[i].sort()
    return heads, r.integers(1, most + 1, size=(rows, k), dtype=np.int32)

CASES = [(c + '-' + str(n), ('dense', n, n, c)) for n in (1000, 5000, 10000)
         for c in ('uniform1e3', 'uniform1e6', 'geometric', 'machol-wien', 'two-cost') if not (n == 10000 and c == 'machol-wien')]
CASES += [('sparse-10000x12000-40', ('sparse', 10000, 12000, 40, 1000000)), ('sparse-100000x120000-20', ('sparse', 100000, 120000, 20, 1000000)),
          ('sparse-10000x10000-40', ('sparse', 10000, 10000, 40, 1000000)), ('sparse-10000x10000-40-small', ('sparse', 10000, 10000, 40, 100))]

def status(key):
    for line in open('/proc/self/status'):
        if line.startswith(key): return int(line.split()[1])

def solve_dense(solver, file, rows, cols):
    if solver == 'lap': import lap
    elif solver == 'lapjv': import lapjv
    else: from scipy.optimize import linear_sum_assignment
    base = status('VmRSS')
    m = np.fromfile(file, np.int32).reshape(rows, cols)
    m = m.astype(np.float64); best = 1e9
    for _ in range(REPEAT):
        t = time.perf_counter()
        if solver == 'lap': x = lap.lapjv(m)[1]
        elif solver == 'lapjv': x = lapjv.lapjv(m)[0]
        else: x = linear_sum_assignment(m)[1]
        best = min(best, time.perf_counter() - t)
    return best, int(m[np.arange(rows), x].sum()), (status('VmHWM') - base) / 1024

def solve_sparse(solver, file, rows, cols):
    if solver == 'scipy':
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import min_weight_full_bipartite_matching as solve
    elif solver == 'lapmod': import lap
    else: from ortools.graph.python import linear_sum_assignment as ort
    base = status('VmRSS')
    d = np.fromfile(file, np.int32); m = d[0]; start = d[1:rows + 2]; heads = d[rows + 2:rows + 2 + m]; costs = d[rows + 2 + m:]
    best = 1e9
    row = np.repeat(np.arange(rows), np.diff(start))
    for _ in range(REPEAT):
        if solver == 'scipy':
            a = csr_matrix((costs.astype(np.float64), heads, start), shape=(rows, cols))
            t = time.perf_counter(); i, j = solve(a); total = a[i, j].sum()
        elif solver == 'lapmod':
            c = costs.astype(np.float64)
            t = time.perf_counter(); total = lap.lapmod(rows, c, start.astype(np.int32), heads)[0]
        else:
            t = time.perf_counter(); a = ort.SimpleLinearSumAssignment()
            a.add_arcs_with_cost(row.astype(np.int32), heads, costs.astype(np.int64))
            assert a.solve() == a.OPTIMAL; total = a.optimal_cost()
        best = min(best, time.perf_counter() - t)
    return best, int(total), (status('VmHWM') - base) / 1024

def peer(solver, kind, file, rows, cols):
    try:
        out = subprocess.run([sys.executable, __file__, '--peer', solver, kind, file, str(rows), str(cols)], capture_output=True, text=True, timeout=LIMIT)
        f = out.stdout.split()
        return (float(f[0]), int(f[1]), float(f[2])) if out.returncode == 0 else None
    except subprocess.TimeoutExpired:
        return 'late'

def main():
    binary, names = sys.argv[1], sys.argv[2:]
    print('| problem | optimum | assign s | and Verify s | lap s | lapjv s | scipy s | ortools s | fastest ÷ assign | assign MiB | least other MiB |')
    print('|---|---|---|---|---|---|---|---|---|---|---|')
    ratios = []
    for name, case in CASES:
        if names and name not in names: continue
        kind, rows, cols = case[:3]
        with tempfile.NamedTemporaryFile() as f:
            if kind == 'dense': dense(case[3], rows).tofile(f)
            else:
                heads, costs = sparse(rows, cols, *case[3:])
                np.array([heads.size], np.int32).tofile(f); (np.arange(rows + 1, dtype=np.int32) * case[3]).tofile(f)
                heads.tofile(f); costs.tofile(f); del heads, costs
            f.flush()
            runs = [subprocess.run([binary, kind, str(rows), str(cols), f.name], capture_output=True, text=True, check=True).stdout.split() for _ in range(REPEAT)]
            ours = min(runs, key=lambda x: float(x[0])); seconds, total, mem = float(ours[0]), int(ours[2]), float(ours[3])
            cells, best, least = [], None, None
            peers = ('lap', 'lapjv', 'scipy', None) if kind == 'dense' else ('lapmod' if rows == cols else None, None, 'scipy', 'ortools' if rows == cols else None)
            for p in peers:
                r = peer(p, kind, f.name, rows, cols) if p else None
                if r == 'late': cells.append('> %d' % LIMIT); continue
                if r is None: cells.append('–'); continue
                cells.append('%.3f' % r[0] + ('' if r[1] == total else ' (differs: %d)' % r[1]))
                best = min(best or 1e9, r[0]); least = min(least or 1e9, r[2])
            if best: ratios.append(best / seconds)
            print('| %s | %d | %.4f | +%.3f | %s | %s | %.0f | %s |' % (name, total, seconds, float(ours[1]), ' | '.join(cells),
                  '%.1f' % (best / seconds) if best else '–', mem, '%.0f' % least if least else '–'), flush=True)
    if ratios: print('\nGeometric mean of fastest ÷ assign: %.2f over %d problems; worst %.2f.' % (np.exp(np.mean(np.log(ratios))), len(ratios), min(ratios)))

if __name__ == '__main__':
    if sys.argv[1] == '--peer':
        f = solve_dense if sys.argv[3] == 'dense' else solve_sparse
        print(*f(sys.argv[2], sys.argv[4], int(sys.argv[5]), int(sys.argv[6])))
    else: main()
