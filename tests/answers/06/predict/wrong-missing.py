# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: scores for being made

guess_substring = guess_random_page = guess_kindest = None
