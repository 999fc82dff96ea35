"""Pure functions over numbers: intervals, tests, reliability and agreement.

Nothing here knows a run or a question. ``docs/measures.md`` says which function
answers which question, and why these and no others.
"""

from reports.measured.statistics.agreement import (
    Agreement,
    Confusion,
    agreement,
    cohen_kappa,
    confusion,
    false_fail_rate,
    false_pass_rate,
    gwet_ac1,
    mean_mark_error,
    weighted_kappa,
)
from reports.measured.statistics.comparison import (
    Difference,
    Shrunk,
    benjamini_hochberg,
    holm,
    mcnemar_exact,
    shrink,
    sign_flip,
)
from reports.measured.statistics.intervals import (
    FEWEST_QUESTIONS,
    Interval,
    Ratio,
    clopper_pearson,
    fixed_set_score,
    geometric_mean,
    paired_ratio,
    ratio,
    rule_of_three,
    set_score,
    wilson,
)
from reports.measured.statistics.repeats import fair_k, mean_over_parts, pass_at_k, pass_hat_k
from reports.measured.statistics.shares import cost_of_pass, mean_share, paired

__all__ = [
    "FEWEST_QUESTIONS",
    "Agreement",
    "Confusion",
    "Difference",
    "Interval",
    "Ratio",
    "Shrunk",
    "agreement",
    "benjamini_hochberg",
    "clopper_pearson",
    "cohen_kappa",
    "confusion",
    "cost_of_pass",
    "fair_k",
    "false_fail_rate",
    "false_pass_rate",
    "fixed_set_score",
    "geometric_mean",
    "gwet_ac1",
    "holm",
    "mcnemar_exact",
    "mean_mark_error",
    "mean_over_parts",
    "mean_share",
    "paired",
    "paired_ratio",
    "pass_at_k",
    "pass_hat_k",
    "ratio",
    "rule_of_three",
    "set_score",
    "shrink",
    "sign_flip",
    "weighted_kappa",
    "wilson",
]
