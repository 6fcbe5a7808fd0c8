"""The interview itself: a synchronous session of commands and events, without screen, storage or clock."""
