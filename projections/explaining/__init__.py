"""Why a value of a read table is what it is."""
