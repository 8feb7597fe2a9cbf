"""The dip sample that is being filled in, and one of its measures, for the sweep over every page."""

from tests.browser.visitors import Visitors


def given(visitors: Visitors) -> dict[str, list[str]]:
    """The newest dip sample that is not concluded, then one that is; a measure of the first."""
    page = visitors.page("qa_lead")
    open_, concluded = (
        page.request.get(f"/dip-samples.json?state={state}").json()["rows"][0]["dip_sample_id"].partition("/")[2]
        for state in ("data_entry", "concluded")
    )
    data = page.request.get(f"/dip-samples/{open_}/data.json").json()
    return {"dip_sample": [open_, concluded], "measure": [data["measures"][0]["id"]]}
