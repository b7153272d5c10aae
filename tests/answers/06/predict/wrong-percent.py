# cell: predict-guesses
# grade: test-predict
# outcome: refused
# hint: 2 % is 0.02

guess_substring, guess_given_page, guess_loss = 2, 40, "reading"
