# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_bits = 13.3
guess_tries = 0
guess_changed = 0
