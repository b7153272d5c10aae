# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any number from 0 to 12 scores

guess_torn, guess_again = 170, 13
