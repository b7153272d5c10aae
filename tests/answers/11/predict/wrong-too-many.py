# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any number from 0 to 100 scores

guess_line, guess_wrong, guess_shuffled, guess_nearest = 5, 280, 45, 60
