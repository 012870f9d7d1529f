"""Pure calculation: periods, work calendar, rules, indicators, lights, forecasts. No Django, no clock, no network."""
