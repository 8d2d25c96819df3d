"""Readings of the hotline, residents' requests and government services."""

from city.kinds.base import DAY_MIN, DAY_S, Kind, between, named, number_of, one_of, yes_or_no

REQUEST_TYPES = (
    "noise", "waste", "water", "power", "heating", "housing", "traffic", "health", "education", "other",
)  # fmt: skip

KINDS = (
    Kind(
        name="hotline.offered",
        title=named("热线呼入", "calls offered"),
        unit="calls",
        low=1,
        high=1,
        standing=False,
        tally_min=DAY_MIN,
    ),
    Kind(
        name="hotline.answered",
        title=named("热线接通", "calls answered"),
        unit="s",
        low=0,
        high=7200,
        edges=(15.0,),
        standing=False,
        tally_min=DAY_MIN,
    ),
    # Agents rostered for one half-hour of the local day (0 to 47); the thing is "skill/half-hour". `handling_s` is the
    # mean handling time, `shrinkage` the share of paid time that is not spent at the telephone.
    Kind(
        name="hotline.roster",
        title=named("话务排班", "hotline roster"),
        unit="agents",
        low=0,
        high=5000,
        attributes={
            "half_hour": between(0, 47, whole=True),
            "handling_s": between(1, 7200, "s"),
            "shrinkage": between(0, 0.95),
        },
        every_s=DAY_S,
    ),
    # One request. `caller` is a salted hash as a number, `transferred` is 1 where the first contact did not solve it.
    Kind(
        name="ticket.opened",
        title=named("诉求受理", "requests received"),
        unit="requests",
        low=1,
        high=1,
        attributes={
            "type": one_of(REQUEST_TYPES),
            "caller": number_of("caller", optional=True),
            "transferred": yes_or_no(optional=True),
        },
        texts=("words",),
        standing=False,
        tally_min=DAY_MIN,
        rows_min=38 * DAY_MIN,
    ),
    # The first word back to who asked, minutes after the request; `limit_min` is what was promised.
    Kind(
        name="ticket.contacted",
        title=named("诉求响应", "requests answered"),
        unit="min",
        low=0,
        high=60 * DAY_MIN,
        attributes={"limit_min": between(0, 400 * DAY_MIN, "min"), "type": one_of(REQUEST_TYPES)},
        standing=False,
        rows_min=38 * DAY_MIN,
    ),
    # A call back after closing: 1 the caller says it is solved, 0 not; `satisfied` 1 or 0.
    Kind(
        name="ticket.called_back",
        title=named("诉求回访", "call-backs"),
        unit="solved",
        low=0,
        high=1,
        attributes={"satisfied": yes_or_no(optional=True), "type": one_of(REQUEST_TYPES)},
        standing=False,
        rows_min=38 * DAY_MIN,
    ),
    # One closed request, whether called back or not.
    Kind(
        name="ticket.closed",
        title=named("诉求办结", "requests closed"),
        unit="requests",
        low=1,
        high=1,
        attributes={"type": one_of(REQUEST_TYPES)},
        standing=False,
        rows_min=38 * DAY_MIN,
    ),
    # One rating of a service, 1 (very dissatisfied) to 5 (very satisfied).
    Kind(
        name="service.rating",
        title=named("好差评", "service ratings"),
        unit="points",
        low=1,
        high=5,
        attributes={"office": number_of("office", optional=True)},
        standing=False,
        rows_min=38 * DAY_MIN,
    ),
    # One finished service case: 1 done online from end to end, 0 not.
    Kind(
        name="service.case",
        title=named("政务办件", "service cases"),
        unit="online",
        low=0,
        high=1,
        attributes={"office": number_of("office", optional=True)},
        standing=False,
        rows_min=38 * DAY_MIN,
    ),
    # How far an item of the catalogue is online: 0 not, 1 information, 2 forms, 3 application, 4 the whole process.
    Kind(
        name="service.item",
        title=named("政务事项网办深度", "service items online"),
        unit="level",
        low=0,
        high=4,
        attributes={"office": number_of("office")},
        on_change=True,
    ),
)
