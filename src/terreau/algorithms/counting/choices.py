"""The words of a rule file."""

from typing import Literal

Method = Literal["greedy", "equal-shares", "phragmen", "majority-judgment", "knapsack"]
Weights = Literal["votes", "points", "borda"]
Order = Literal["total", "total-per-cost"]
TooDear = Literal["skip", "stop"]
Utility = Literal["cost", "number"]
Start = Literal["exact", "whole"]
Raise = Literal["no", "until-overspend", "until-exhaustive"]
Fill = Literal["no", "votes"]
Comparison = Literal["no", "number", "cost", "excluded"]
TieKey = Literal["lowest-cost", "highest-cost", "most-votes", "fewest-votes", "id", "id-as-text", "listed", "lot"]
