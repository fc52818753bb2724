"""Reads a neutral day and writes an answer: what the programs for all rivals share.

usage of each of them: run_NAME.py NEUTRAL.json SECONDS SEED ANSWER.json"""
import json, os, sys
import numpy as np

UNIT = 100  # points in a unit of the rivals' integer costs
BIG = 10 ** 9  # seconds of a way that does not exist, in units which rivals bound


class Day:
    def __init__(self, path):
        with open(path) as f:
            data = json.load(f)
        folder = os.path.dirname(path)
        n = self.n = data['places']
        cells = lambda name: np.fromfile(os.path.join(folder, name), dtype='<i4').reshape(n, n).astype(np.int64)
        self.rules = set(data.get('rules') or [])
        self.seconds = [cells(m['seconds']) for m in data['matrices']]
        self.metres = [cells(m['metres']) for m in data['matrices']]
        self.vehicles, self.jobs = data['vehicles'], data['jobs']
        self.allowed = [set() for _ in self.vehicles]  # jobs by vehicle
        self.pair = [{} for _ in self.vehicles]  # job -> units by vehicle
        for j, job in enumerate(self.jobs):
            for k, v in enumerate(job['vehicles']):
                self.allowed[v].add(j)
                if job.get('costs'):
                    self.pair[v][j] = units(job['costs'][k])
        # A job's class is the set of vehicles that may serve it: a skill for each.
        classes = {}
        self.cls = [classes.setdefault(tuple(job['vehicles']), len(classes)) for job in self.jobs]
        self.skills = [set() for _ in self.vehicles]
        for who, c in classes.items():
            for v in who:
                self.skills[v].add(c)
        # Nodes: the jobs, then the places where shifts begin and end.
        ends = sorted({v[k] for v in self.vehicles for k in ('start', 'end')})
        self.node_of_end = {p: len(self.jobs) + i for i, p in enumerate(ends)}
        self.place = np.array([job['place'] for job in self.jobs] + ends)
        self.ways = {}

    def travel(self, v):
        """Seconds between nodes for a vehicle, and whether there is a way."""
        m = self.vehicles[v]['matrix']
        if m not in self.ways:
            t = self.seconds[m][np.ix_(self.place, self.place)]
            self.ways[m] = (np.where(t < 0, BIG, t), t >= 0)
        return self.ways[m]

    def cost(self, v):
        """Units of the ways between nodes for a vehicle, pairs not in it."""
        x = self.vehicles[v]
        key = ('cost', x['matrix'], x['travelPerSecond'], x['perMetre'])
        if key not in self.ways:
            t, there = self.travel(v)
            d = self.metres[x['matrix']][np.ix_(self.place, self.place)]
            c = (t * x['travelPerSecond'] + d * x['perMetre'] + UNIT // 2) // UNIT
            self.ways[key] = np.where(there, c, BIG)
        return self.ways[key]


def units(points):
    return (points + UNIT // 2) // UNIT


def arguments():
    """The day, seconds and seed, and a function which writes the answer."""
    day, seconds, seed, path = Day(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

    def answer(routes, trace=(), iterations=0):
        """routes: vehicle -> jobs; trace: (seconds, units)."""
        for v, jobs in routes.items():
            routes[v] = [j for j in jobs if j in day.allowed[v]]
        with open(path, 'w') as f:
            json.dump({'routes': routes, 'trace': [[s, c * UNIT] for s, c in trace], 'iterations': iterations}, f)

    return day, seconds, seed, answer
