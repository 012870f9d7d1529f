"""The one rule language: entry checks, lights, admission, clocks and scores are all written in it.

rule = compile_rule("share(invested_ytd, annual_plan) < 0.8", names=NAMES, file="lights.toml", line=12)
rule.value({"invested_ytd": 120, "annual_plan": None})    # None: missing, never False
rule.expression(table)                                    # the same, over a whole table
"""

from diaodu.engine.rules.kinds import Kind, RuleError, Value
from diaodu.engine.rules.rule import Rule, compile_rule

__all__ = ["Kind", "Rule", "RuleError", "Value", "compile_rule"]
