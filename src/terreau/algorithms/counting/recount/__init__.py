"""The recount kit: ballots, rule, result, trace, and a script apart that must find the same winners."""

from terreau.algorithms.counting.recount.kit import LOTS, Kit, KitFault, build, open_kit, script

__all__ = ["LOTS", "Kit", "KitFault", "build", "open_kit", "script"]
