"""jsprit, a Java library. It needs java on the PATH and JSPRIT_CLASSPATH with the jars of jsprit-core and of what that depends on.
It serves the most jobs by a penalty of its own."""
import os, subprocess, sys, tempfile
import day as days
import numpy as np

day, seconds, seed, answer = days.arguments()
cpu = 'LD_PRELOAD' in os.environ  # the clock of a Java machine cannot be exchanged: the program looks at its CPU time itself
env = {k: v for k, v in os.environ.items() if k != 'LD_PRELOAD'}
kinds, of = {}, []
for v, x in enumerate(day.vehicles):
    of.append(kinds.setdefault((x['matrix'], x['travelPerSecond'], x['perMetre'], tuple(sorted(day.pair[v].items())), x['fixed']), (len(kinds), v))[0])
with tempfile.TemporaryDirectory() as folder:
    file = lambda name: os.path.join(folder, name)
    with open(file('in'), 'wb') as f:
        def put(numbers, counted=True):
            a = np.asarray(numbers, dtype='>i4').ravel()
            if counted:
                f.write(np.array([a.size], dtype='>i4').tobytes())
            f.write(a.tobytes())

        put([len(day.place), len(kinds), len(day.vehicles), len(day.jobs)], False)
        for _, v in kinds.values():
            c = day.cost(v).copy()
            for j, extra in day.pair[v].items():
                c[:, j] += extra
            put(np.minimum(day.travel(v)[0], 10 ** 7))
            put(np.minimum(c, 10 ** 9))
        for v, x in enumerate(day.vehicles):
            put([of[v], day.node_of_end[x['start']], day.node_of_end[x['end']], x['earliest'], x['latest'], days.units(x['fixed'])])
            put(sorted(day.skills[v]))
        for j, job in enumerate(day.jobs):
            put([job['duration'], day.cls[j]])
            put([[max(0, a), b] for a, b in job['windows']])
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'DayJsprit.java')
    subprocess.run(['java', '-XX:+UseSerialGC', '-XX:ActiveProcessorCount=1', '-cp', os.environ['JSPRIT_CLASSPATH'], source, file('in'),
                    str(seconds), str(seed), 'cpu' if cpu else 'wall', file('out')], check=True, env=env, stdout=sys.stderr)
    with open(file('out')) as f:
        routes = [list(map(int, line.split())) for line in f]
answer({r[0]: r[1:] for r in routes})
