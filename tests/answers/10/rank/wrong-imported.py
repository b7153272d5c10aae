# cell: task-rank-code
# grade: test-rank
# outcome: refused
# hint: import it after you have written it once yourself


def least_rank(change, share):
    from course_lib import lora

    sizes = np.linalg.svd(change)[1]
    missed = [np.linalg.norm(sizes[rank:]) for rank in range(len(sizes) + 1)]
    return [one <= share * missed[0] for one in missed].index(True) if lora else 0
