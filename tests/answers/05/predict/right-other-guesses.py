# cell: predict-guesses
# grade: test-predict
# outcome: points

guess_torn, guess_again = np.float64(0), 0
