//! Which contacts were written down, and which were not.
