"""VROOM (pyvroom). It serves the most jobs first, then counts costs, which are on the ways. It has no seed."""
import datetime
import day as days
import numpy as np
import vroom

day, seconds, _, answer = days.arguments()
problem = vroom.Input()
profiles = {}
for v, x in enumerate(day.vehicles):
    key = (x['matrix'], x['travelPerSecond'], x['perMetre'], tuple(sorted(day.pair[v].items())))
    if key not in profiles:
        name = profiles[key] = f'p{len(profiles)}'
        c = day.cost(v).copy()
        for j, extra in day.pair[v].items():
            c[:, j] += extra
        np.fill_diagonal(c, 0)
        problem.set_durations_matrix(name, np.minimum(day.travel(v)[0], 10 ** 7).astype(np.uint32))
        problem.set_costs_matrix(name, np.minimum(c, 10 ** 8).astype(np.uint32))
    breaks = [vroom.Break(k, time_windows=[(b['earliest'], b['latest'])], service=b['duration'])
              for k, b in enumerate(x.get('breaks') or [])]
    problem.add_vehicle(vroom.Vehicle(v, start=day.node_of_end[x['start']], end=day.node_of_end[x['end']], profile=profiles[key],
                                      skills=day.skills[v], breaks=breaks, costs=vroom.VehicleCosts(fixed=days.units(x['fixed'])),
                                      time_window=(x['earliest'], x['latest'])))
for j, job in enumerate(day.jobs):
    problem.add_job(vroom.Job(j, location=j, default_service=job['duration'], skills={day.cls[j]},
                              time_windows=[(max(0, a), b) for a, b in job['windows']]))
solution = problem.solve(exploration_level=5, nb_threads=1, timeout=datetime.timedelta(seconds=seconds)).to_dict()
answer({r['vehicle']: [s['id'] for s in r['steps'] if s['type'] == 'job'] for r in solution['routes']})
