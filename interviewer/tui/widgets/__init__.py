"""The regions of the screens; they show values and post messages, and decide nothing."""
