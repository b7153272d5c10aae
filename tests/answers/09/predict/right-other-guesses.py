# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_weight, guess_loop, guess_right = np.float64(25), "lower", 0
