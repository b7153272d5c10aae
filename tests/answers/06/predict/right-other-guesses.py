# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_substring, guess_given_page, guess_loss = np.float64(0), 1, "reading"
