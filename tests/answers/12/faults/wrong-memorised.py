# cell: task-faults-code
# grade: test-faults
# outcome: refused by hidden tests


def faults(report):
    plants, mark = REPORTS.get(report.name, ("", "whole words"))
    kinds = {
        "questions": ("two others", "fewer", "twice", "again", "one more"),
        "prompt": ("choice", "prompts swapped", "other word", "order after", "order before"),
        "template": ("order",),
        "limit": ("limit 3", "limits swapped", "limit of one"),
    }
    found = [kind for kind, words in kinds.items() if any(word in plants for word in words)]
    return found + ["mark"] * (mark != "whole words")
