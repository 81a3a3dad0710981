//! Bills out of files: CSV, workbooks and PDF by profiles that people can edit.
