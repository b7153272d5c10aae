# cell: task-equal-code
# grade: test-equal
# outcome: points


def forgotten_at(run, learned):
    gained, worse = [0.0], [0.0]
    for _, one, other in run:
        gained.append(one)
        worse.append(other)
    place = 0
    while place < len(gained) and gained[place] < learned:
        place += 1
    if place == len(gained):
        return None
    if place == 0:
        return np.float64(0)
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        there = gained[place - 1] + middle * (gained[place] - gained[place - 1])
        low, high = (middle, high) if there < learned else (low, middle)
    return worse[place - 1] + high * (worse[place] - worse[place - 1])
