"""What the documentation says is true: its commands run, its links lead somewhere, its generated pages are current."""
