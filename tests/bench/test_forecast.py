"""`diaodu bench forecast` on small made-up files in the shapes of the published ones."""

from pathlib import Path

import pytest

from diaodu.bench import forecast
from diaodu.bench.forecast_reports import read_reports, tracks_of
from diaodu.cli.main import main

NEW_YORK = "Date Reported As Of,PID,Category,Managing Agency,Current Phase,Forecast Completion,Total Schedule Changes\n"
REPORTS = ("09/01/2013", "02/01/2014", "07/01/2014", "12/01/2014", "05/01/2015")


def write_new_york(file: Path, reports: range, total: int = 0) -> Path:
    """Twelve projects, each a month later with every report: 31 and 61 days from the third to the next two."""
    rows = [
        f"{REPORTS[at]} 12:00:00 AM,{pid},Bridges,DOT,Design,{1 + at:02}/15/20{18 + pid % 3},{total}\n"
        for at in reports
        for pid in range(12)
    ]
    file.write_text(NEW_YORK + "".join(rows), "utf-8")
    return file


def printed(folder: Path, capsys: pytest.CaptureFixture[str], total: int = 0) -> str:
    train = write_new_york(folder / "train.csv", range(3), total)
    test = write_new_york(folder / "test.csv", range(3, 5), total)
    assert main(["bench", "forecast", "--train", str(train), "--test", str(test)]) == 0
    return capsys.readouterr().out


def test_it_learns_that_dates_move_by_a_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = next(line for line in printed(tmp_path, capsys).splitlines() if line.startswith("known projects"))
    n, stated, here = line.split()[2:5]
    assert (n, stated) == ("24", "46")
    assert int(here) < 10


def test_the_column_that_tells_the_future_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(tmp_path, capsys, total=0) == printed(tmp_path, capsys, total=999)


def test_gmpp_rows_of_one_project_are_found_by_name_or_number(tmp_path: Path) -> None:
    (tmp_path / "gmpp_2015.csv").write_text("Project name,Department,End Date\nBridge (A),DfT,31/03/2018\n", "utf-8")
    (tmp_path / "late.csv").write_text(
        "report_year,project_id,project_name,department,end_date\n2021,X1,Bridge A,DFT,2023-04-01\n"
        "2022,X1,The Bridge,DFT,Exempt under Section 26\n",
        "utf-8",
    )
    rows = [row for name in ("gmpp_2015.csv", "late.csv") for row in read_reports(tmp_path / name).rows]
    (track,) = tracks_of(rows)
    assert [str(look.on) for look in track.looks] == ["2014-09-30", "2021-03-31", "2022-03-31"]
    assert [str(look.says_on) for look in track.looks] == ["2018-03-31", "2023-04-01", "None"]


def test_an_unknown_header_is_one_line(tmp_path: Path) -> None:
    strange = tmp_path / "strange.csv"
    strange.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(SystemExit, match=r"strange\.csv: the header is neither"):
        main(["bench", "forecast", "--train", str(strange), "--test", str(strange)])


def test_without_data_it_says_what_to_pass(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(forecast, "FILES", (tmp_path / "nowhere.csv",))
    with pytest.raises(SystemExit, match="pass both --train FILE and --test FILE"):
        main(["bench", "forecast"])


@pytest.mark.skipif(
    not all(file.exists() for file in forecast.FILES), reason="the shared data is not beside the checkout"
)
def test_on_the_published_reports_it_beats_the_stated_dates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "forecast"]) == 0
    pooled = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("all cuts")]
    saved = [(float(words[5].rstrip("%")), float(words[8].rstrip("%"))) for words in pooled]
    assert [error < -10 and loss < -15 for error, loss in saved] == [True, True]
