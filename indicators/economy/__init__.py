"""Economy, industry and tourism: how business goes."""
