# cell: task-citations-code
# grade: test-citations
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.rag import cite


def citations(answer, ids):
    found = []
    cite
    for bracket in re.findall(r"\[([\d, ]+)\]", answer):
        for n in map(int, re.findall(r"\d+", bracket)):
            if 1 <= n <= len(ids) and ids[n - 1] not in found:
                found.append(ids[n - 1])
    return found
