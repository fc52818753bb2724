"""vrp-cli, which must be on the PATH. It serves the most jobs first, then counts costs, which are told as distances. It has no
seed."""
import datetime, json, os, subprocess, tempfile
import day as days
import numpy as np

day, seconds, _, answer = days.arguments()
zero = datetime.datetime(2020, 1, 1)


def clock(second):
    return (zero + datetime.timedelta(seconds=second)).strftime('%Y-%m-%dT%H:%M:%SZ')


profiles, types = {}, []
for v, x in enumerate(day.vehicles):
    profile = profiles.setdefault((x['matrix'], x['travelPerSecond'], x['perMetre']), (f'p{len(profiles)}', v))[0]
    shift = {'start': {'earliest': clock(x['earliest']), 'location': {'index': day.node_of_end[x['start']]}},
             'end': {'latest': clock(x['latest']), 'location': {'index': day.node_of_end[x['end']]}}}
    if x.get('breaks'):
        shift['breaks'] = [{'time': [clock(b['earliest']), clock(b['latest'])], 'places': [{'duration': b['duration']}],
                            'policy': 'skip-if-arrival-before-end'} for b in x['breaks']]
    types.append({'typeId': f't{v}', 'vehicleIds': [f'v{v}'], 'profile': {'matrix': profile}, 'shifts': [shift], 'capacity': [10 ** 6],
                  'costs': {'fixed': days.units(x['fixed']), 'distance': 1, 'time': 0}, 'skills': [f'c{c}' for c in day.skills[v]] or ['none']})
jobs = [{'id': str(j), 'services': [{'places': [{'location': {'index': j}, 'duration': job['duration'],
         'times': [[clock(a), clock(b)] for a, b in job['windows']]}]}], 'skills': {'allOf': [f'c{day.cls[j]}']}}
        for j, job in enumerate(day.jobs)]
problem = {'plan': {'jobs': jobs}, 'fleet': {'vehicles': types, 'profiles': [{'name': name} for name, _ in profiles.values()]},
           'objectives': [{'type': 'minimize-unassigned'}, {'type': 'minimize-cost'}]}
with tempfile.TemporaryDirectory() as folder:
    file = lambda name: os.path.join(folder, name)
    with open(file('problem.json'), 'w') as f:
        json.dump(problem, f)
    matrices = []
    for name, v in profiles.values():
        matrices.append(file(name + '.json'))
        with open(matrices[-1], 'w') as f:
            json.dump({'profile': name, 'travelTimes': np.minimum(day.travel(v)[0], 10 ** 7).ravel().tolist(),
                       'distances': np.minimum(day.cost(v), 10 ** 8).ravel().tolist()}, f)
    subprocess.run(['vrp-cli', 'solve', 'pragmatic', file('problem.json'), '-m', *matrices, '--max-time', str(max(1, round(seconds))),
                    '--parallelism', '1,1', '-o', file('solution.json')], check=True, stdout=subprocess.DEVNULL)
    with open(file('solution.json')) as f:
        solution = json.load(f)
answer({int(t['vehicleId'][1:]): [int(a['jobId']) for stop in t['stops'] for a in stop['activities'] if a['type'] == 'service']
        for t in solution['tours']})
