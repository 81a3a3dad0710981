//! What each row should have cost under a plan.
