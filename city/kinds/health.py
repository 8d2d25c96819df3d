"""Readings of public health."""

from city.kinds.base import DAY_MIN, DAY_S, HOUR_S, Kind, between, named, number_of, one_of, yes_or_no

CHANNELS = ("fever_clinic", "ili", "diarrhoea", "pharmacy", "school_absence", "ambulance")
WARDS = ("general", "icu", "fever")
SYNDROMES = ("ili", "fever", "diarrhoea", "rash", "unexplained")
DISEASES = ("influenza", "covid", "dengue")

KINDS = (
    # How many a site saw on one local day, told at its end; the thing is "site/channel".
    Kind(
        name="syndromic.count",
        title=named("症状监测日计数", "syndromic counts"),
        unit="persons",
        low=0,
        high=1e6,
        attributes={"channel": one_of(CHANNELS)},
        rows_min=56 * DAY_MIN,
        every_s=DAY_S,
    ),
    # One case of an infectious disease in an institution, told by number without a name.
    Kind(
        name="infectious.case",
        title=named("聚集性病例", "infectious cases"),
        unit="cases",
        low=1,
        high=1,
        attributes={
            "institution": number_of("institution"),
            "syndrome": one_of(SYNDROMES),
            "admitted": yes_or_no(),
            "severe": yes_or_no(),
            "died": yes_or_no(),
        },
        standing=False,
        rows_min=14 * DAY_MIN,
    ),
    # New cases of a disease reported on one local day, those from elsewhere apart; the thing is "area/disease".
    Kind(
        name="infection.daily",
        title=named("传染病日新增", "daily infections"),
        unit="cases",
        low=0,
        high=1e7,
        attributes={"imported": between(0, 1e7, "cases"), "disease": one_of(DISEASES)},
        rows_min=90 * DAY_MIN,
        every_s=DAY_S,
    ),
    # Occupied beds of a class of ward; the thing is "hospital/ward".
    Kind(
        name="hospital.beds",
        title=named("床位占用", "occupied beds"),
        unit="beds",
        low=0,
        high=20_000,
        attributes={
            "open_beds": between(0, 20_000, "beds"),
            "admitted_24h": between(0, 20_000, "persons"),
            "discharged_24h": between(0, 20_000, "persons"),
            "ward": one_of(WARDS),
        },
        rows_min=7 * DAY_MIN,
        every_s=HOUR_S,
    ),
    # Patients in an emergency department, and what else its crowding is reckoned from.
    Kind(
        name="hospital.ed",
        title=named("急诊科状态", "emergency department"),
        unit="persons",
        low=0,
        high=5000,
        attributes={
            "ed_beds": between(0, 5000, "beds"),
            "hospital_beds": between(0, 50_000, "beds"),
            "admits_waiting": between(0, 5000, "persons"),
            "ventilated": between(0, 5000, "persons"),
            "longest_admit_h": between(0, 2000, "h"),
            "last_door_to_bed_h": between(0, 2000, "h"),
        },
        every_s=900,
    ),
)
