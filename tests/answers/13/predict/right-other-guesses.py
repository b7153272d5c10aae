# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_bits, guess_tries, guess_changed = np.float64(6.5), np.int64(400), 3
