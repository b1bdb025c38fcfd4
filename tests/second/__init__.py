"""Second dataset: an invented agreement of invented bodies, which uses all that authors can."""
