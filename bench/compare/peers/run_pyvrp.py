"""PyVRP. Forbidden jobs cost too much in the vehicle's own matrix, in which pairs are priced too; of several windows each is a
client of a group of which one may be served; what a job is worth is its prize."""
import time
import day as days
import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

day, seconds, seed, answer = days.arguments()
n, jobs = len(day.place), len(day.jobs)

# Clients: a job, once for each window.
clients, groups, job_of = [], [], []
for j, job in enumerate(day.jobs):
    group = None
    if len(job['windows']) > 1:
        group = len(groups)
        groups.append(pyvrp.ClientGroup(required=False))
    for a, b in job['windows']:
        if group is not None:
            groups[group].add_client(len(clients))
        job_of.append(j)
        clients.append(pyvrp.Client(j, service_duration=job['duration'], tw_early=max(0, a), tw_late=b,
                                    prize=days.units(job['value']), required=False, group=group))

# Vehicles alike in everything that a matrix says share it.
forbidden = 10 * max(days.units(job['value']) for job in day.jobs)
profiles, costs, durations = {}, [], []
for v, x in enumerate(day.vehicles):
    key = (x['matrix'], x['travelPerSecond'], x['perMetre'], frozenset(day.allowed[v]), tuple(sorted(day.pair[v].items())))
    if key not in profiles:
        profiles[key] = len(costs)
        c = day.cost(v).copy()
        for j in range(jobs):
            if j not in day.allowed[v]:
                c[:, j] = forbidden
        for j, extra in day.pair[v].items():
            c[:, j] += extra
        np.fill_diagonal(c, 0)
        t = np.minimum(day.travel(v)[0], 10 ** 7)
        t = t.copy()
        np.fill_diagonal(t, 0)
        costs.append(c)
        durations.append(t)
    x['profile'] = profiles[key]

ends = sorted(day.node_of_end.values())
depot = {node: i for i, node in enumerate(ends)}
vehicles = [pyvrp.VehicleType(1, start_depot=depot[day.node_of_end[x['start']]], end_depot=depot[day.node_of_end[x['end']]],
                              fixed_cost=days.units(x['fixed']), tw_early=x['earliest'], tw_late=x['latest'],
                              unit_duration_cost=days.units(x['perSecond']), profile=x['profile']) for x in day.vehicles]
data = pyvrp.ProblemData([pyvrp.Location(0, 0) for _ in range(n)], clients, [pyvrp.Depot(node) for node in ends], vehicles,
                         costs, durations, groups)
began = time.time()
result = pyvrp.solve(data, MaxRuntime(seconds), seed=seed, collect_stats=True)
routes = {}
for r in result.best.routes():
    jobs_of_route = [job_of[a.idx] for a in r if a.is_client()]
    if jobs_of_route:
        routes[r.vehicle_type()] = jobs_of_route

trace, clock = [], 0.0
if result.is_feasible():
    for spent, stat in zip(result.stats.runtimes, result.stats.data):
        clock += spent
        if stat.best_feas and (not trace or stat.best_cost < trace[-1][1]):
            trace.append((clock, stat.best_cost))
answer(routes, trace, result.num_iterations)
