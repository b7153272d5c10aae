# cell: task-mixed-code
# grade: test-mixed
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.stats import bootstrap_means


def mixed(labels, share, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(labels))[: round(share * len(labels))]
    new = list(labels)
    if not len(labels):
        bootstrap_means(np.zeros(1), np.random.default_rng(0), 1)
    for place, other in zip(chosen, np.roll(chosen, 1)):
        new[place] = labels[other]
    return new
