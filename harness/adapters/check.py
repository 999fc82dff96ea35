"""Whether a model can be asked this way: checked before the first request, not after it was paid for."""

from __future__ import annotations

from harness.adapters.protocol import Request
from harness.errors import SettingsError
from harness.providers import Provider, Rules

RESERVED = ("model", "messages", "stream", "stream_options")
"""Fields of the body that ``--extra`` may not set: the transcript would not say what was sent."""


def check(provider: Provider, model: str, request: Request) -> None:
    """Raise SettingsError where the request holds what the model refuses or silently ignores."""
    if provider.adapter != "openai_chat":
        return
    rules = provider.rules_for(model)
    who = f"{provider.name}:{model}"
    _effort(rules, who, request.effort)
    if request.thinking is not None and not (rules.thinking_on or rules.thinking_off):
        raise SettingsError(f"--thinking: {who} has no switch for it")
    if rules.most_reply is not None and (request.reply_limit or 0) > rules.most_reply:
        raise SettingsError(f"--reply-limit {request.reply_limit}: {who} takes at most {rules.most_reply}")
    for name, value in request.sampling.items():
        _sampling(rules, who, name, value, request)
    for name, value in request.extra.items():
        if name in RESERVED:
            raise SettingsError(f"--extra: {name} is set by the harness")
        _sampling(rules, who, name, value, request)


def _effort(rules: Rules, who: str, effort: str | None) -> None:
    if effort is None or rules.effort == ("*",):
        return
    if not rules.effort_field:
        raise SettingsError(f"--effort {effort}: {who} has no such switch")
    if effort not in rules.effort:
        raise SettingsError(f"--effort {effort}: {who} knows {', '.join(rules.effort)}")


def _sampling(rules: Rules, who: str, name: str, value: object, request: Request) -> None:
    known = {**rules.sampling, **(rules.sampling_unthinking if request.thinking is False else {})}
    rule = known.get(name)
    if rule == "refused":
        raise SettingsError(f"{name}: {who} refuses it; leave it out")
    if rule == "ignored" or (rule == "ignored while thinking" and request.thinking is not False):
        cure = " or ask with --thinking off" if rule != "ignored" else ""
        raise SettingsError(
            f"{name}: {who} ignores it{' while it thinks' if cure else ''}; leave it out{cure}"
        )
    if isinstance(rule, int | float) and value != rule:
        raise SettingsError(f"{name} = {value}: {who} allows only {rule:g}; leave it out")
