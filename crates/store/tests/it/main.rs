//! Stories of a store for files, against a server that speaks S3 and checks signatures.
//!
//! The server is moto, in an environment of its own that `scripts/install.sh` makes.
//! Without it these tests fail, and say so: a store that is not tried is not known to work.

#![cfg(test)]

mod files;
mod house;
mod server;
