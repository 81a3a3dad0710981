//! What was promised: a plan as a file a person can read and a program can run.
