"""Door: the plain pages before the screens: the way to each, logging in, demo seats, links. No script."""

import html as markup
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from urllib.parse import quote

from accounts.account import SEAT, Account, Link
from accounts.caller import Caller
from accounts.rights import ACT, DUTY, WORK
from incidents.roles import ROLE_TITLES
from incidents.shifts import Shift
from screens.facts import PageFacts
from screens.words import LANGUAGES, words

_HTML = Template((Path(__file__).parent / "door.html").read_text("utf-8"))
DOORS = ("wall", "duty", "vitals", "work")


def page(facts: PageFacts, language: str, theme: str, styles: str, body: str) -> str:
    """The whole page around `body`, in one language; `styles` are the links to our style sheets."""
    said = words(language)
    other = next(one for one in LANGUAGES if one != language)
    return _HTML.substitute(
        language=said["page.code"],
        theme=theme,
        styles=styles,
        title=markup.escape(facts.pack.title[language]),
        product=markup.escape(said["door.product"]),
        body=body,
        note=markup.escape(said["door.made_up"] if facts.pack.provenance == "made_up" else facts.pack.note[language]),
        attribution=markup.escape(facts.pack.attribution[language]),
        other=other,
        other_name=markup.escape(said["page.other_language"]),
    )


def called(caller: Caller, language: str) -> str:
    """What screens call somebody: a demo seat by what it is, everybody else as their account says."""
    if caller.by.startswith(SEAT):
        return words(language)[f"seat.{caller.by.removeprefix(SEAT)}"]
    return caller.shown or caller.by


def who(caller: Caller, language: str) -> dict[str, str | bool]:
    """Whose screen it is and for whom they act, as a page is told, and whether they have a page of their own work."""
    said = words(language)
    demo = said["login.demo"] if caller.by.startswith(SEAT) else ""
    rests = not caller.rights.isdisjoint({DUTY, WORK}) and ACT not in caller.rights
    note = said["login.asleep" if caller.asleep else "login.off_duty"] if rests else demo
    acts_for = caller.actor.unit or caller.actor.department
    shown = " · ".join(filter(None, (called(caller, language), acts_for)))
    return {"name": caller.by, "shown": shown, "note": note, "work": WORK in caller.rights}


def inside(caller: Caller, language: str, shift: Shift | None = None, refused: str = "") -> str:
    """For whoever came in: the screens that they may see, who they are, and the way out; `refused` is a page's path.

    The chief of the `shift` on duty is told before the way out what logging out hands over: nothing.
    """
    said, who = words(language), called(caller, language)
    doors = "".join(
        _door(name, said[f"page.{name}"], said[f"door.{name}"], language) for name in DOORS if name in caller.rights
    )
    demo = f" · {said['login.demo']}" if caller.by.startswith(SEAT) else ""
    asleep = f" · {said['login.asleep']}" if caller.asleep else ""
    roles = " · ".join(ROLE_TITLES[one][language] for one in sorted(caller.actor.roles))
    return "".join((
        _fault(said["login.not_yours"].format(who=who)) if refused else "",
        f"<nav class='doors'>{doors}</nav>" if doors else f"<p class='about'>{said['login.nothing']}</p>",
        _stays(caller, shift, said),
        "<form class='who' method='post' action='/logout'>",
        f"<span>{markup.escape(said['login.who'].format(who=who) + demo + asleep)}</span>",
        f"<span class='note'>{markup.escape(roles)}</span><button>{said['login.leave']}</button></form>",
    ))  # fmt: skip


def _stays(caller: Caller, shift: Shift | None, said: Mapping[str, str]) -> str:
    """What a chief on duty leaves open, "" for everybody else."""
    if shift is None or not shift.on or caller.by not in shift.chiefs:
        return ""
    unticked = sum(not one.by for one in shift.lines)
    key = "login.chief_on_duty" if shift.handed_at is None else "login.chief_hands_over"
    return f"<p class='about' role='alert'>{markup.escape(said[key].format(n=unticked, shift=shift.name))}</p>"


def seats(accounts: Sequence[Account], language: str, onward: str) -> str:
    """One button per demo seat, and the way to the form for accounts."""
    said = words(language)
    buttons = "".join(
        f"<button name='seat' value='{one.name}'>{said[f'seat.{one.name.removeprefix(SEAT)}']}</button>"
        for one in accounts
    )
    return (
        f"<p class='about'>{said['login.seats']}</p>"
        f"<form class='seats' method='post' action='/seat'>{_onward(onward)}{buttons}</form>"
        f"<p class='about'><a href='/login?next={quote(onward)}'>{said['login.other']}</a></p>"
    )


def log_in(language: str, onward: str, fault: str = "", name: str = "") -> str:
    """The form of a name and a password; `fault` says what was wrong with the last."""
    said = words(language)
    return _form(
        "/login", said["login.title"], said["login.stranger"], fault, said["login.enter"],
        _onward(onward) + _field(said, "name", "username", name) + _field(said, "password", "current-password"),
    )  # fmt: skip


def first(language: str, link: Link, secret: str, *, wall: bool, fault: str = "", name: str = "") -> str:
    """The form behind a link that opens once: a new password, a wall's screen, or the first administrator."""
    said = words(language)
    kind = "wall" if wall else "password" if link.account else "first"
    title = said["login.first"] if kind == "first" else said[f"login.{kind}_title"]
    about = said[f"login.{kind}_about"].format(name=link.account)
    fields = "" if link.account else _field(said, "name", "username", name)
    fields += "" if wall else _field(said, "password", "new-password")
    fields += f"<input type='hidden' name='link' value='{markup.escape(secret)}'>"
    done = said["login.become"] if wall else said["login.choose"]
    return _form("/first", title, about, fault, done, fields)


def fault(said: str) -> str:
    """What is wrong, alone."""
    return _fault(said)


def _form(action: str, title: str, about: str, wrong: str, done: str, fields: str) -> str:
    return (
        f"<h2>{title}</h2><p class='about'>{markup.escape(about)}</p>{_fault(wrong) if wrong else ''}"
        f"<form class='login' method='post' action='{action}'>{fields}<button>{done}</button></form>"
    )


def _field(said: Mapping[str, str], name: str, fills: str, value: str = "") -> str:
    title = said[f"login.{name}"]
    kind = "password" if name == "password" else "text"
    given = f" value='{markup.escape(value)}'" if value else ""
    about = f"type='{kind}' autocomplete='{fills}' required maxlength='200'{given}"
    return f"<label>{title}<input name='{name}' {about}></label>"


def _onward(path: str) -> str:
    return f"<input type='hidden' name='next' value='{markup.escape(path)}'>" if path else ""


def _fault(what: str) -> str:
    return f"<p class='fault' role='alert'>{markup.escape(what)}</p>"


def _door(name: str, title: str, about: str, language: str) -> str:
    """One door."""
    return (
        f"<a class='door' href='/{name}/?lang={language}'>"
        f"<span class='title'>{markup.escape(title)}</span><span class='note'>{markup.escape(about)}</span></a>"
    )
