# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: any of these scores

guess_substring, guess_random_page, guess_kindest = 0.1, 0.4, "all"
