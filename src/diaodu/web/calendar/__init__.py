"""The work calendar: a year's holidays and make-up days, and the city's own."""
