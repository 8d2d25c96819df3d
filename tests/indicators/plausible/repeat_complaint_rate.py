"""Requests in places far apart, one place a street; some callers come back, some neighbours say nearly the same."""

import numpy as np

from tests.indicators.little_city import Made, rows

MANY, CALLERS = 300, 240
WORDS = (
    "小区楼下烧烤店深夜噪音扰民无法休息", "垃圾桶满溢多日无人清运气味难闻", "自来水水压不足五楼以上经常停水",
    "路灯损坏一周夜间出行不安全请尽快维修", "暖气不热室温只有十五度请派人检查", "幼儿园门口违停车辆堵塞道路",
)  # fmt: skip


def inputs(seed: int) -> dict[str, Made]:
    chance = np.random.default_rng(seed)
    caller = chance.integers(0, CALLERS, MANY)
    place = chance.uniform(-0.3, 0.3, (CALLERS, 2))
    # A caller stays in one street and at one address; five streets are a degree apart.
    lon, lat = caller % 5 + 0.5 + place[caller, 0], 0.5 + place[caller, 1]
    return {
        "tickets": rows(
            "ticket.opened",
            np.ones(MANY),
            thing=[f"caller-{one}" for one in caller],
            leaf=caller % 5,
            lon=lon,
            lat=lat,
            age_s=chance.uniform(0, 30 * 86_400 - 1, MANY),
            type=caller % 3,
            caller=caller,
            transferred=0,
            texts={"words": [WORDS[one] for one in chance.integers(0, len(WORDS), MANY)]},
        )
    }
