//! Shared by the tests: reading case files.
