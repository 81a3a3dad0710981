//! The tests of `chatlog` that read whole files.

#[cfg(test)]
mod androids;
#[cfg(test)]
mod archives;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod common;
#[cfg(test)]
mod databases;
#[cfg(test)]
mod dice;
#[cfg(test)]
mod ends;
#[cfg(test)]
mod every;
#[cfg(test)]
mod exact_words;
#[cfg(test)]
mod fuzzed;
#[cfg(test)]
mod goldens;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod hostile_records;
#[cfg(test)]
mod hostile_zips;
#[cfg(test)]
mod items;
mod logs;
#[cfg(test)]
mod made;
#[cfg(test)]
mod mails;
#[cfg(test)]
mod meetings;
#[cfg(test)]
mod messenger;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod phones;
#[cfg(test)]
mod real_files;
#[cfg(test)]
mod rendered;
#[cfg(test)]
mod secured;
#[cfg(test)]
mod shapes;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod skype;
#[cfg(test)]
mod streams;
#[cfg(test)]
mod told;
#[cfg(test)]
mod viber;
#[cfg(test)]
mod written;
