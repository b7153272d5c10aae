# cell: task-changed-code
# grade: test-changed
# outcome: points


def really_changed(edits, log):
    def plain(text):
        return text.strip(" .").casefold()

    result = dict.fromkeys(
        fact for fact, way, before, _ in log if way != "reverse" and plain(before) == plain(edits[fact][1])
    )
    for fact in result:
        firm, _, new = map(plain, edits[fact])
        mine = [(way, plain(after)) for name, way, _, after in log if name == fact]
        words = {after for way, after in mine if way != "reverse"}
        back = {after for way, after in mine if way == "reverse"}
        result[fact] = "not" if new not in words else "changed" if words == {new} and firm not in back else "in part"
    return result
