# names of Python

abs = lambda x: 0
all = lambda x: True
sum = lambda x: 7
