"""Watching: a page out of sight is no eye, and a console with one page in sight has one."""

from live.watching import Watching


def watching() -> tuple[Watching, list[float]]:
    now = [0.0]
    return Watching(lambda: now[0]), now


def test_a_console_is_hidden_when_every_page_of_it_was_for_so_long():
    pages, now = watching()
    pages.tell("a", "1", hidden=False)
    pages.tell("b", "1", hidden=True)
    pages.tell("c", "2", hidden=True)
    now[0] = 20
    assert pages.hidden(20) == ("2",)
    pages.tell("a", "1", hidden=True)
    now[0] = 39
    assert pages.hidden(20) == ("2",)
    now[0] = 40
    assert pages.hidden(20) == ("1", "2")


def test_saying_it_again_does_not_begin_anew_and_coming_back_does():
    pages, now = watching()
    pages.tell("a", "1", hidden=True)
    now[0] = 15
    pages.tell("a", "1", hidden=True)
    now[0] = 20
    assert pages.hidden(20) == ("1",)
    pages.tell("a", "1", hidden=False)
    assert pages.hidden(0) == ()


def test_a_page_that_went_is_not_hidden_and_strange_names_are_not_heard():
    pages, now = watching()
    pages.tell("a", "1", hidden=True)
    pages.went("a")
    for console in (None, 7, "", "x" * 13, "<b>"):
        pages.tell("b", console, hidden=True)
    now[0] = 900
    assert pages.hidden(20) == ()
