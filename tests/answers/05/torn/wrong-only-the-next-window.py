# cell: task-torn-code
# grade: test-torn
# outcome: refused
# hint: the windows may come in any order


def torn(spans, count, width):
    missing, place = 0, 0
    for i in range(count - width + 1):
        while place < len(spans) and spans[place][1] < i + width:
            place += 1
        missing += place == len(spans) or spans[place][0] > i
    return missing
