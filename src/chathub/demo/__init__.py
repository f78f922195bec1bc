"""The demonstration: a sample tea shop with its conversations, and the pages that show it."""
