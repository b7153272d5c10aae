# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: import it after you have written it once yourself

from course_lib.rag import fit


def what_was_sent(line):
    fit
    found, total = "cut", line["bare"]
    for j, tokens in enumerate([0, *line["passages"]]):
        total += tokens
        if total == line["prompt"]:
            found = j
    return found
