# cell: task-sent-code
# grade: test-sent
# outcome: points

import logging

logging.basicConfig(level=logging.INFO, force=True)


def what_was_sent(line):
    logging.info("a line of %s passages", len(line["passages"]))
    found, total = ("cut", 0)[line["bare"] == line["prompt"]], line["bare"]
    for j, tokens in enumerate(line["passages"], start=1):
        total += tokens
        found = j if total == line["prompt"] else found
    return found
