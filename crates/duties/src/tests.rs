//! Stories of Today, standing and what-if.
