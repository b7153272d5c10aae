# builtins

import builtins

builtins.abs = lambda x: 0
builtins.any = lambda x: False
