"""What an operations director has of a month whose areas are partly others'."""

import re

from flask import Flask

from app.programme.house import House
from tests.programme.a_month import auditor, opened
from tests.views.a_cycle import allocated, council, quinn, signed_in, text

__all__ = ["allocated", "council", "quinn"]


def test_an_operations_director_has_no_child_of_other_areas(app: Flask, allocated: House) -> None:
    odette, quinn = signed_in(app, "od-north"), signed_in(app, "quinn")
    for page, what in (("sample", "children"), ("allocation", "audits")):
        whole = set(re.findall(r"\bC-\d{4}\b", text(quinn.get(f"/cycles/2024-05/{page}"))))
        shown = text(odette.get(f"/cycles/2024-05/{page}"))
        mine = set(re.findall(r"\bC-\d{4}\b", shown)) & whole
        assert mine == {ref for ref in whole if int(ref[2:]) % 4 < 2}, "teams Ash and Birch are of the north"
        assert f"{len(whole) - len(mine)} {what} of other service areas are not shown." in shown
        file = odette.get(f"/cycles/2024-05/{page}.csv").text
        assert {ref for ref in whole if ref in file} == mine
    assert len(odette.get("/figures/allocated.json?cycle=2024-05").json["numerator_ids"]) == len(mine)
    assert odette.get("/figures/allocated.json?cycle=2024-05").json["numerator"] == len(whole)
    away = min(whole - mine)
    assert "no such child in your service areas" in text(odette.get(f"/cycles/2024-05/sample?why={away}"))


def test_an_operations_director_has_no_auditor_of_other_areas(app: Flask, allocated: House) -> None:
    odette, quinn = signed_in(app, "od-north"), signed_in(app, "quinn")
    mine, others = {n for n in range(10) if n % 4 < 2}, {n for n in range(10) if n % 4 > 1}
    pages = {"/cycles/2024-05/pool": "4 auditors of other service areas are not shown.",
             "/figures/pool?cycle=2024-05": "4 more, not yours to see."}  # fmt: skip
    for page, said in pages.items():
        shown = text(odette.get(page))
        assert {int(n) for n in re.findall(r"Auditor (\d{3})", shown)} == mine
        assert said in shown
        assert {int(n) for n in re.findall(r"Auditor (\d{3})", text(quinn.get(page)))} == mine | others
        assert said not in text(quinn.get(page))
    assert "10 auditors" in text(odette.get("/cycles/2024-05/pool")), "the total stays"
    assert not re.search(r"Auditor 00[2367]", odette.get("/cycles/2024-05/pool.csv").text)


def test_data_says_how_much_is_withheld_from_an_operations_director(app: Flask, allocated: House) -> None:
    odette, quinn = signed_in(app, "od-north"), signed_in(app, "quinn")
    for file in ("pool", "sample", "allocation"):
        whole, mine = (client.get(f"/cycles/2024-05/{file}.json").json for client in (quinn, odette))
        assert whole["withheld"] == 0
        assert (left := mine["withheld"]) == whole["count"] - mine["count"] > 0, file
        lines = odette.get(f"/cycles/2024-05/{file}.csv").text.splitlines()
        assert lines[-1].startswith(f"{left} rows of other service areas are withheld."), file
        assert "withheld" not in quinn.get(f"/cycles/2024-05/{file}.csv").text
    told = odette.get("/figures/completion-of-pool.json?cycle=2024-05").json
    assert (told["denominator"], len(told["denominator_ids"]), told["denominator_withheld"]) == (10, 6, 4)
    assert (told["numerator"], told["numerator_withheld"]) == (0, 0)
    assert odette.get("/figures/allocated.json?cycle=2024-05").json["denominator_withheld"] is None
    assert odette.get("/cycles/2024-05.json").json["figures"]["pool"]["numerator_withheld"] == 4
    assert quinn.get("/figures/pool.json?cycle=2024-05").json["numerator_withheld"] == 0


def test_a_new_count_of_the_pool_names_the_auditors_of_her_areas(app: Flask, council: House) -> None:
    opened(council)
    council.keep(auditor(council, 20), auditor(council, 22))
    assert "Coming in: Auditor 020 and Auditor 022." in text(signed_in(app, "quinn").get("/cycles/2024-05/pool"))
    shown = text(signed_in(app, "od-north").get("/cycles/2024-05/pool"))
    assert "Coming in: Auditor 020 and 1 of other service areas." in shown
