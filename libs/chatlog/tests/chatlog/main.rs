//! The tests of `chatlog` that read whole files.

#[cfg(test)]
mod archives;
#[cfg(test)]
mod common;
#[cfg(test)]
mod fuzzed;
#[cfg(test)]
mod goldens;
#[cfg(test)]
mod items;
#[cfg(test)]
mod messenger;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod rendered;
#[cfg(test)]
mod skype;
#[cfg(test)]
mod viber;
