# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: 2 % is 0.02

guess_substring, guess_random_page, guess_kindest = 2, 40, "wrong"
