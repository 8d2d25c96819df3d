"""Queues: how likely all servers are busy (Erlang B and C), and how many servers it takes.

Erlang, A. K. (1917). Both come from one recursion over the number of servers, which stays between 0 and 1 where
factorials would overflow: B(0) = 1, 1/B(n) = 1 + n/a · 1/B(n - 1), and C = B / (1 - (a/n)(1 - B)).

It takes a step for each server, so that it is only gone for `MOST_SERVERS`: what is beyond is unknown.
"""

import numpy as np

from city.readings import Floats

MOST_SERVERS = 5000
# So many standard deviations of the load beyond it hardly anybody waits, whatever share is asked for.
BEYOND_SD, BEYOND = 10.0, 20.0


def erlang_b(load: Floats, servers: Floats) -> Floats:
    """The share of arrivals that find all servers busy and go away, for loads in erlang and whole servers (k,).

    NaN where one of them is unknown or below nothing, or where there are more than `MOST_SERVERS`.

    >>> erlang_b(np.array([10.0, 0.0]), np.array([10.0, 3.0])).round(4)
    array([0.2146, 0.    ])
    """
    known = (load >= 0) & np.isfinite(load) & (servers >= 0) & (servers <= MOST_SERVERS)
    wanted = np.where(known, np.floor(servers), -1.0)
    busy = np.ones(load.shape)
    found = np.where(wanted == 0, 1.0, np.nan)
    carried = np.where(known, load, 0.0)
    for n in range(1, int(wanted.max(initial=0.0)) + 1):
        busy = _of_one_more(busy, carried, n)
        found[wanted == n] = busy[wanted == n]
    return found


def _of_one_more(busy: Floats, load: Floats, servers: int) -> Floats:
    """B of so many servers, where `busy` is B of one less."""
    return load * busy / (servers + load * busy)


def erlang_c(load: Floats, servers: Floats) -> Floats:
    """The share of arrivals that must wait; 1 where the load is not below the servers, as none is ever free.

    >>> erlang_c(np.array([10.0, 10.0]), np.array([14.0, 10.0])).round(4)
    array([0.1741, 1.    ])
    """
    blocked = erlang_b(load, servers)
    with np.errstate(invalid="ignore", divide="ignore"):
        waiting = _waiting(blocked, load, servers)
    return np.where(np.isnan(blocked), np.nan, np.where(load >= servers, np.where(load > 0, 1.0, 0.0), waiting))


def _waiting(blocked: Floats, load: Floats, servers: Floats | int) -> Floats:
    """C where the load is below the servers."""
    return blocked / (1.0 - load / servers * (1.0 - blocked))


def served_within(load: Floats, servers: Floats, *, within_s: float, handling_s: Floats) -> Floats:
    """The share of arrivals that are served within a time, of loads, servers and mean handling times (k,).

    Nothing where the queue is unstable; all where nobody arrives.

    >>> served_within(np.array([10.0]), np.array([14.0]), within_s=20.0, handling_s=np.array([180.0])).round(4)
    array([0.8884])
    """
    waiting = erlang_c(load, servers)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        found = _in_time(waiting, np.maximum(servers - load, 0.0), within_s / handling_s)
    return np.where(np.isnan(waiting), np.nan, np.where(load <= 0, 1.0, np.where(load >= servers, 0.0, found)))


def _in_time(waiting: Floats, spare: Floats, handlings: Floats) -> Floats:
    """The share served within a time of so many handling times, where so many servers are free on the mean."""
    return 1.0 - waiting * np.exp(-spare * handlings)


def servers_needed(
    load: Floats, *, share: float, within_s: float, handling_s: Floats, busy_at_most: float = 1.0
) -> Floats:
    """The fewest servers that serve this share within the time and are busy for no more than `busy_at_most` (k,).

    None are needed where nobody arrives; NaN where the load is unknown, or where it would take more than so many that
    hardly anybody waits, or more than `MOST_SERVERS`.

    >>> servers_needed(np.array([10.0]), share=0.8, within_s=20.0, handling_s=np.array([180.0]), busy_at_most=0.85)
    array([14.])
    """
    sought = (load > 0) & (load <= MOST_SERVERS) & (handling_s > 0)
    carried, found = np.where(sought, load, 0.0), np.where(load == 0, 0.0, np.nan)
    if busy_at_most <= 0:
        return found
    # Rounding must not ask for one more server where the load is just what so many may carry.
    least = np.ceil(np.round(carried / busy_at_most, 9))
    last = np.where(sought, np.maximum(least, carried + BEYOND_SD * np.sqrt(carried) + BEYOND), 0.0)
    busy = np.ones(load.shape)
    for n in range(1, int(min(last.max(initial=0.0), MOST_SERVERS)) + 1):
        busy = _of_one_more(busy, carried, n)
        enough = sought & (n >= least) & (n > carried)
        waiting = _waiting(busy[enough], carried[enough], n)
        enough[enough] = _in_time(waiting, n - carried[enough], within_s / handling_s[enough]) >= share
        found[enough] = n
        sought &= ~enough
        if not sought.any():
            break
    return found
