"""Looking: what must be so before somebody is sent to look at a signal, or it is said where that is."""

from incidents.intake.guards import SignalGuard

LOOKER_NAMED = SignalGuard(
    code="looker_named",
    words={"zh": "请指明核实人，且不是已派出的人。", "en": "Name who shall go, and another than who was sent already."},
    holds=lambda one, attempt: bool(attempt.looker.strip()) and attempt.looker != one.looker,
)
PLACE_GIVEN = SignalGuard(
    code="place_given",
    words={"zh": "请给出位置。", "en": "Say where it is."},
    holds=lambda _, attempt: attempt.lon is not None and attempt.lat is not None,
)
