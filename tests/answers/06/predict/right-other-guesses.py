# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_substring, guess_random_page, guess_kindest = np.float64(0), 1, "wrong"
