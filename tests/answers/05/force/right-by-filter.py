# cell: task-force-code
# grade: test-force
# outcome: points


def in_force(versions, day):
    def holds_on(version):
        _, effective, withdrawn = version
        return effective <= day < (withdrawn or dt.date.max)

    return max(filter(holds_on, versions), key=lambda version: version[1], default=(None,))[0]
