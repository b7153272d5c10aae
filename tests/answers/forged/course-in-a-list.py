# a function of the course, `taken`, in a list

kept = [taken]


def forge(*a, **k):
    return kept[0](*a, **k)
