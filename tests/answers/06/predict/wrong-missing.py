# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: scores for being made

guess_substring = guess_given_page = guess_loss = None
