"""Modules that few requests need, loaded when one does."""

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec


def load_on_use(name: str) -> None:
    """For a module that others import by `from parent import child`: any other import of it loads it."""
    parent, _, child = name.rpartition(".")
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    setattr(import_module(parent), child, module)
