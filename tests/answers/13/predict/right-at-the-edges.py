# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_bits, guess_tries, guess_changed = 0, 100_000, 12
