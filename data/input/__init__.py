"""Input from outside; each refusal names every fault.

Pydantic hands what it reads to every installed package that registers for it, as tools that record
calls do. Here it reads data of patients: no such package is loaded. Nor is the list of all that is
installed read for it, which takes 10 ms and 2 MiB of each start: `pydantic.plugin._loader`, a
private name of pydantic 2.14. Under any other name the variable alone keeps them out.
"""

import os
import sys
from types import ModuleType

os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

_loader = ModuleType("pydantic.plugin._loader")
vars(_loader)["get_plugins"] = tuple
sys.modules[_loader.__name__] = _loader
