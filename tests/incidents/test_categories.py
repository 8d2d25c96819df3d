"""Categories: what the table says is consistent in itself."""

from incidents.categories import all_categories, kinds_by_urgency


def test_who_goes_first_to_fires_stands_before_who_goes_to_litter():
    kinds = kinds_by_urgency(all_categories().values())
    assert kinds.index("engine") < kinds.index("police") < kinds.index("sanitation")
    assert kinds.index("medic") < kinds.index("grid_officer")
    assert len(kinds) == len(set(kinds))
