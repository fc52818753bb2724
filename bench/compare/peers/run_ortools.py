"""OR-Tools' routing library: guided local search after the cheapest parallel insertion. It has no seed."""
import time
import day as days
import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2 as enums

day, seconds, _, answer = days.arguments()
nodes, jobs, vehicles = len(day.place), len(day.jobs), day.vehicles
manager = pywrapcp.RoutingIndexManager(nodes, len(vehicles), [day.node_of_end[x['start']] for x in vehicles],
                                       [day.node_of_end[x['end']] for x in vehicles])
routing = pywrapcp.RoutingModel(manager)
last = max(x['latest'] + x['overtime'] for x in vehicles)

# Time: the way and the work before it, by matrix.
work = np.array([job['duration'] for job in day.jobs] + [0] * (nodes - jobs))
transit = {}
for v, x in enumerate(vehicles):
    if x['matrix'] not in transit:
        t = np.minimum(day.travel(v)[0] + work[:, None], 10 ** 7)
        transit[x['matrix']] = routing.RegisterTransitMatrix(t.tolist())
routing.AddDimensionWithVehicleTransits([transit[x['matrix']] for x in vehicles], last, last, False, 'time')
clock = routing.GetDimensionOrDie('time')

# Money: ways, and pairs on them where that is not too much, else as a dimension of their own.
paired = any(day.pair)
on_arcs = paired and nodes * nodes * len(vehicles) <= 10 ** 7
arcs = {}
for v, x in enumerate(vehicles):
    key = (x['matrix'], x['travelPerSecond'], x['perMetre'], v if on_arcs else -1)
    if key not in arcs:
        c = day.cost(v).copy()
        if on_arcs:
            for j, extra in day.pair[v].items():
                c[:, j] += extra
        arcs[key] = routing.RegisterTransitMatrix(c.tolist())
    routing.SetArcCostEvaluatorOfVehicle(arcs[key], v)
    routing.SetFixedCostOfVehicle(days.units(x['fixed']), v)
    clock.SetSpanCostCoefficientForVehicle(days.units(x['perSecond']), v)
if paired and not on_arcs:
    rows = []
    for v in range(len(vehicles)):
        row = [0] * nodes
        for j, extra in day.pair[v].items():
            row[j] = extra
        rows.append(routing.RegisterUnaryTransitVector(row))
    routing.AddDimensionWithVehicleTransits(rows, 0, 10 ** 12, True, 'pairs')
    routing.GetDimensionOrDie('pairs').SetSpanCostCoefficientForAllVehicles(1)

for j, job in enumerate(day.jobs):
    index = manager.NodeToIndex(j)
    routing.AddDisjunction([index], days.units(job['value']))
    routing.VehicleVar(index).SetValues([-1] + job['vehicles'])
    windows = job['windows']
    clock.CumulVar(index).SetRange(max(0, windows[0][0]), min(last, max(w[1] for w in windows)))
    for before, after in zip(windows, windows[1:]):
        if before[1] + 1 < after[0]:
            clock.CumulVar(index).RemoveInterval(before[1] + 1, after[0] - 1)

solver = routing.solver()
visits = [0] * routing.Size()
for j, job in enumerate(day.jobs):
    visits[manager.NodeToIndex(j)] = job['duration']
for v, x in enumerate(vehicles):
    start, end = routing.Start(v), routing.End(v)
    clock.CumulVar(start).SetRange(x['earliest'], x['latest'])
    clock.CumulVar(end).SetRange(x['earliest'], x['latest'] + x['overtime'])
    if x['overtimePerSecond']:
        clock.SetCumulVarSoftUpperBound(end, x['latest'], days.units(x['overtimePerSecond']))
    breaks = [solver.FixedDurationIntervalVar(b['earliest'], b['latest'], b['duration'], False, f'{v} {b["id"]}')
              for b in x.get('breaks') or []]
    if breaks:
        clock.SetBreakIntervalsOfVehicle(breaks, v, visits)
    routing.AddVariableMinimizedByFinalizer(clock.CumulVar(end))
    routing.AddVariableMaximizedByFinalizer(clock.CumulVar(start))

parameters = pywrapcp.DefaultRoutingSearchParameters()
parameters.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
parameters.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
parameters.time_limit.FromMilliseconds(int(seconds * 1000))

trace, began = [], time.time()


def found():
    cost = routing.CostVar().Max()
    if not trace or cost < trace[-1][1]:
        trace.append((time.time() - began, cost))


routing.AddAtSolutionCallback(found)
solution = routing.SolveWithParameters(parameters)
routes = {}
if solution:
    for v in range(len(vehicles)):
        i, route = routing.Start(v), []
        while not routing.IsEnd(i):
            if manager.IndexToNode(i) < jobs:
                route.append(manager.IndexToNode(i))
            i = solution.Value(routing.NextVar(i))
        if route:
            routes[v] = route
answer(routes, trace)
