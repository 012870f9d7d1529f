"""The measures that are reported about key projects."""

from dataclasses import dataclass

from diaodu.facts.models import Measure, NumberUnit


@dataclass(frozen=True)
class MeasureDeclaration:
    """One measure. Its code and unit never change; its words may."""

    code: str
    zh: str
    en: str
    unit: NumberUnit


MEASURES = (
    # Of the period itself: of a month, or of ten days by their period code.
    MeasureDeclaration("invested", "完成投资", "Invested", NumberUnit.FEN),
    # Of the year up to the end of the period.
    MeasureDeclaration("invested_ytd", "本年累计完成投资", "Invested this year", NumberUnit.FEN),
    # Of the whole project up to the end of the period.
    MeasureDeclaration("invested_total", "开工以来累计完成投资", "Invested since the start", NumberUnit.FEN),
    # Of the whole project up to the end of a year: its period is that year.
    MeasureDeclaration("invested_before", "至上年底累计完成投资", "Invested up to last year's end", NumberUnit.FEN),
    MeasureDeclaration("total_cost", "总投资（当期口径）", "Total cost as stated in the period", NumberUnit.FEN),
    MeasureDeclaration("funds_in_place", "累计到位资金", "Funds in place", NumberUnit.FEN),
    MeasureDeclaration("image_progress", "形象进度", "Image progress", NumberUnit.TEXT),
    MeasureDeclaration("progress_share", "形象进度百分比", "Image progress, percent", NumberUnit.BASIS_POINT),
    MeasureDeclaration("quantity_done", "完成工程量", "Quantity done", NumberUnit.QUANTITY),
    MeasureDeclaration("problem", "存在问题", "Problem", NumberUnit.TEXT),
    MeasureDeclaration("next_step", "下步安排", "Next step", NumberUnit.TEXT),
    MeasureDeclaration("finish_forecast", "预计竣工时间", "Forecast finish", NumberUnit.DATE),
    # 0 or 1, and shown only: whether the project has entered the statistical register is not ours to decide.
    MeasureDeclaration("registered", "是否入统", "Entered in statistics", NumberUnit.COUNT),
    MeasureDeclaration("output_value", "产值", "Output", NumberUnit.FEN),
    MeasureDeclaration("tax_paid", "税收", "Tax", NumberUnit.FEN),
    MeasureDeclaration("jobs", "就业", "Jobs", NumberUnit.COUNT),
    MeasureDeclaration("energy_used", "综合能耗", "Energy used", NumberUnit.TONNE_CE),
)


def measures_to_save() -> list[Measure]:
    """Those that a ledger lacks, and those whose words are no longer the declared ones."""
    kept = {measure.code: measure for measure in Measure.objects.all()}
    found = []
    for row in MEASURES:
        measure = kept.get(row.code) or Measure(code=row.code, unit=row.unit)
        if (measure.label_zh, measure.label_en) != (row.zh, row.en):
            measure.label_zh, measure.label_en = row.zh, row.en
            found.append(measure)
    return found
