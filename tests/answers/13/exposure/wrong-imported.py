# cell: task-exposure-code
# grade: test-exposure
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.likelihood import log_odds


def exposure(losses, secret, decoys):
    candidates = {secret, *decoys}
    rank = sum(log_odds(sum(losses[secret]), [sum(losses[code])]) >= 0 for code in candidates)
    return np.log2(len(candidates)) - np.log2(rank)
