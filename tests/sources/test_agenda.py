"""The agenda does everything in its time, in order."""

from sources.agenda import Agenda


def test_acts_are_done_in_the_order_of_their_times_and_told_them():
    agenda, done = Agenda(), list[int]()
    for at_ms in (30, 10, 20):
        agenda.put(at_ms, done.append)
    agenda.run(20)
    assert done == [10, 20]


def test_an_act_may_put_another_that_is_due_already():
    agenda, done = Agenda(), list[int]()
    agenda.put(10, lambda at_ms: agenda.put(at_ms + 5, done.append))
    agenda.run(100)
    assert done == [15]


def test_what_comes_too_late_is_done_next():
    agenda, done = Agenda(), list[int]()
    agenda.run(100)
    agenda.put(50, done.append)
    agenda.run(102)
    assert done == [101]
