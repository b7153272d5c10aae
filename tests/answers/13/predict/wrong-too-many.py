# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any number from 0 to 12 scores

guess_bits, guess_tries, guess_changed = 5, 300, 13
