# cell: task-delete-code
# grade: test-delete
# outcome: refused
# hint: kt972 is not kt97


def delete_document(index, document):
    return delete_given(index, document)
