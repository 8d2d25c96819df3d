"""The caller: whoever asks just now, with the rights and roles that are theirs at this moment."""

from dataclasses import dataclass

from incidents.roles import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks: the name that is written down, the rights, and in which roles they act at the desk.

    `session` is the fingerprint of their session, "" for a machine with a key. `origins` are those of the signals that
    they may speak for, None for any. Who is `asleep` did nothing for long: they see, and log in again to act.
    """

    by: str
    rights: frozenset[str]
    actor: Actor
    shown: str = ""
    session: str = ""
    origins: frozenset[str] | None = None
    asleep: bool = False

    @property
    def known(self) -> bool:
        """Whether they came in at all."""
        return bool(self.rights)


NOBODY = Caller(by="nobody", rights=frozenset(), actor=Actor(by="nobody", roles=frozenset()))
