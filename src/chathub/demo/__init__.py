"""The demonstration: a sample tea shop with its conversations, and the two pages that show it."""
