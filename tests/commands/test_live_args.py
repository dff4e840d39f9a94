"""--live takes the open workbook and its selected rows: what is meant for files is refused before anything is done."""

from __future__ import annotations

import pytest

from gendan_xl.cli import main


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("form 送货单 --live --order D1 --batch 2", "--order、--batch"),
        ("form 对账单 --live --customer C1 --month 2026-03 --day today --lines 1", "--lines、--customer、--month、--day"),
        ("form 送货单 跟单.xlsx S1 S2 --live", "跟单.xlsx、S1、S2"),
        ("message four-part --live --order D1", "four-part、--order"),
        ("report 产能负荷 --live --out 新.xlsx --from 2026-01", "--out、--from"),
        ("report 看板 甲.xlsx --live --to 2026-03", "甲.xlsx、--to"),
        ("void 跟单.xlsx --live --by 王", "跟单.xlsx、--by"),
    ],
)  # fmt: skip
def test_options_for_files_are_refused(call: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call.split()) == 2
    told = capsys.readouterr().err
    assert f"不能再写 {words}；" in told and "GD908" in told
