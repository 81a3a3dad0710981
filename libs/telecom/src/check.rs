//! What is wrong with a bill: one small question each, with the arithmetic shown.
