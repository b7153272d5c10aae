# cell: task-sent-code
# grade: test-sent
# outcome: refused
# hint: nothing came back


def what_was_sent(line):
    print(line)
