# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_growth, guess_equal, guess_reports = np.float64(1.02), "more", 4
