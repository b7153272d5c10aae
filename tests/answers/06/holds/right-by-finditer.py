# cell: task-holds-code
# grade: test-holds
# outcome: points


def holds(said, value):
    for match in re.finditer(f"(?={re.escape(value)})", said, re.IGNORECASE):
        before, after = said[: match.start()], said[match.start() + len(value) :]
        if not re.search(r"(\w|\d[.,])\Z", before) and not re.match(r"\w|[.,]\d", after):
            return True
    return False
