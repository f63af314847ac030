"""Input from outside; each refusal names every fault.

Pydantic hands what it reads to every installed package that registers for it, as tools that record
calls do. What is read here is patients': no such package is loaded.
"""

import os

os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
