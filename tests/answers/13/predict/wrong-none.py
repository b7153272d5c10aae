# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: write your own guess

guess_bits = guess_tries = guess_changed = None
