"""What a reply claims, and which claim is final."""
