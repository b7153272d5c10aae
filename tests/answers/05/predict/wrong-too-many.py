# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: write your own guess

guess_torn, guess_again = 170, 13
