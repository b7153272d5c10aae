# cell: task-mix-code
# grade: test-mix
# outcome: points

from collections import deque


def mix(task, general, share, size, seed):
    rng = np.random.default_rng(seed)
    left = deque(task[i] for i in rng.permutation(len(task)))
    circle = deque(general[i] for i in rng.permutation(len(general)))
    replayed, batches = round(share * size), []
    while left:
        batch = [left.popleft() for _ in range(min(size - replayed, len(left)))]
        for _ in range(replayed):
            batch.append(circle[0])
            circle.rotate(-1)
        batches.append(batch)
    return batches
