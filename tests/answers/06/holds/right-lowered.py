# cell: task-holds-code
# grade: test-holds
# outcome: points


def holds(said, value):
    key = re.escape(value.lower())
    return bool(re.search(rf"(?<!\w)(?<![0-9][.,]){key}(?![\w]|[.,][0-9])", said.lower()))
