"""What a gold answer asks for, read off the gold itself."""
