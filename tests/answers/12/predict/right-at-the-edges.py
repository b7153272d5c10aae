# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_growth, guess_equal, guess_reports = 0, "less", np.int64(5)
