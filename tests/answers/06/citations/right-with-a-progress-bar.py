# cell: task-citations-code
# grade: test-citations
# outcome: points

from tqdm import tqdm


def citations(answer, ids):
    numbers = [int(n) for b in re.findall(r"\[([\d, ]+)\]", answer) for n in re.findall(r"\d+", b)]
    return list(dict.fromkeys(ids[n - 1] for n in tqdm(numbers) if n in range(1, len(ids) + 1)))
