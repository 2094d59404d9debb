-- Between the cycles of a day and number, those of some categories ("DE-20251120-1+3") have their place.
UPDATE cycle SET ordinal = ordinal * 10000;
