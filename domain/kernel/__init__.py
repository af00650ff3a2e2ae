"""What every area stands on: events, fields, stamps, texts, timelines, versions, refusals."""
