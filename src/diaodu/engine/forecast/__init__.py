"""Forecasts as distributions, from the base rates of the ledger's own history. No clock: today is handed in."""

from diaodu.engine.forecast.amounts import AmountForecast, AmountRates, BandPoint, PastYear, forecast_amount
from diaodu.engine.forecast.base_rates import TIMINGS, BaseRates
from diaodu.engine.forecast.dates import DateForecast, NoForecast, forecast_date
from diaodu.engine.forecast.scoring import Calibration
from diaodu.engine.forecast.tracks import Look, Slip, Track
from diaodu.engine.forecast.trials import past_calibration

__all__ = [
    "TIMINGS",
    "AmountForecast",
    "AmountRates",
    "BandPoint",
    "BaseRates",
    "Calibration",
    "DateForecast",
    "Look",
    "NoForecast",
    "PastYear",
    "Slip",
    "Track",
    "forecast_amount",
    "forecast_date",
    "past_calibration",
]
