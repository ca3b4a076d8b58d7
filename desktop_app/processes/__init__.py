"""Child processes of ours, without Qt: how one starts, what it says, and how it ends."""
