"""What a run came to: material, frames, statistics and the sentences they allow."""
