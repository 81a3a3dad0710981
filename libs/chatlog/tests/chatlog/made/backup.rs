//! Makes iPhone backups, with and without a password.

use aes_kw::KwAes256;
use aes_kw::aes::Aes256;
use aes_kw::aes::cipher::{Array, BlockCipherEncrypt, KeyInit};
use chatlog::ReadSeek;
use chatlog::backup::{Folder, Wanted};
use plist::{Dictionary, Uid, Value};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::io::Cursor;

/// The files of a backup.
#[derive(Clone, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Folder for Files {
    fn open(&mut self, path: &str) -> Option<Box<dyn ReadSeek>> {
        Some(Box::new(Cursor::new(self.0.get(path)?.clone())))
    }
}

const CLASS: u32 = 3;
const CLASS_KEY: [u8; 32] = [0x5c; 32];

/// A backup of these files; with a password, an encrypted one.
pub fn backup(files: &[(Wanted, Vec<u8>)], password: Option<&str>) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("Manifest.db");
    let connection = Connection::open(&list).unwrap();
    connection
        .execute_batch(
            "pragma page_size = 512; pragma synchronous = off;
             CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);
             CREATE INDEX FilesDomainIdx ON Files(domain);
             CREATE TABLE Properties (key TEXT PRIMARY KEY, value BLOB);
             insert into Files values ('../../etc/passwd', 'HomeDomain', 'Library/SMS/sms.db', 1, null);
             insert into Files values ('0000000000000000000000000000000000000000', 'CameraRollDomain', 'Media/1.jpg', 1, x'00');",
        )
        .unwrap();
    let mut made = Files::default();
    for (number, (wanted, bytes)) in files.iter().enumerate() {
        let place = wanted.place();
        let id = place.split('/').nth(1).unwrap();
        let key = [u8::try_from(number).unwrap() + 1; 32];
        let (stored, sealed) = match password {
            Some(_) => (encrypt(bytes, &key), Some(wrapped(&key))),
            None => (bytes.clone(), None),
        };
        connection
            .execute(
                "insert into Files values (?, ?, ?, 1, ?)",
                (id, wanted.domain, wanted.path, record(bytes.len(), sealed)),
            )
            .unwrap();
        made.0.insert(place.clone(), stored);
    }
    connection.close().unwrap();
    let mut list = std::fs::read(list).unwrap();
    let mut manifest = Dictionary::new();
    manifest.insert("IsEncrypted".into(), password.is_some().into());
    manifest.insert("Version".into(), "10.0".into());
    if let Some(password) = password {
        let key = [0x77; 32];
        list = encrypt(&list, &key);
        manifest.insert("ManifestKey".into(), Value::Data(wrapped(&key)));
        manifest.insert("BackupKeyBag".into(), Value::Data(keybag(password, 1000)));
    }
    let mut bytes = Vec::new();
    Value::Dictionary(manifest)
        .to_writer_binary(&mut bytes)
        .unwrap();
    made.0.insert("Manifest.db".into(), list);
    made.0.insert("Manifest.plist".into(), bytes);
    made
}

/// The bag of keys; `first` rounds of the first step.
pub fn keybag(password: &str, first: u32) -> Vec<u8> {
    let (salt, first_salt) = ([9_u8; 20], [8_u8; 20]);
    let mut middle = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha2::Sha256>(
        password.as_bytes(),
        &first_salt,
        first.min(5000),
        &mut middle,
    );
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(&middle, &salt, 100, &mut key);
    let mut sealed = [0; 40];
    KwAes256::new(&key.into())
        .wrap_key(&CLASS_KEY, &mut sealed)
        .unwrap();
    let mut bag = Vec::new();
    let mut field = |tag: &[u8; 4], value: &[u8]| {
        bag.extend(tag);
        bag.extend(u32::try_from(value.len()).unwrap().to_be_bytes());
        bag.extend(value);
    };
    field(b"VERS", &4_u32.to_be_bytes());
    field(b"TYPE", &1_u32.to_be_bytes());
    field(b"UUID", &[1; 16]);
    field(b"HMCK", &[0; 40]);
    field(b"WRAP", &1_u32.to_be_bytes());
    field(b"SALT", &salt);
    field(b"ITER", &100_u32.to_be_bytes());
    field(b"DPWT", &1_u32.to_be_bytes());
    field(b"DPIC", &first.to_be_bytes());
    field(b"DPSL", &first_salt);
    for (class, wrap) in [(11_u32, 1_u32), (CLASS, 2)] {
        field(b"UUID", &[2; 16]);
        field(b"CLAS", &class.to_be_bytes());
        field(b"WRAP", &wrap.to_be_bytes());
        field(b"KTYP", &0_u32.to_be_bytes());
        field(b"WPKY", &sealed);
    }
    bag
}

fn wrapped(key: &[u8; 32]) -> Vec<u8> {
    let mut sealed = [0; 40];
    KwAes256::new(&CLASS_KEY.into())
        .wrap_key(key, &mut sealed)
        .unwrap();
    let mut bytes = CLASS.to_le_bytes().to_vec();
    bytes.extend(sealed);
    bytes
}

fn encrypt(clear: &[u8], key: &[u8; 32]) -> Vec<u8> {
    let pad = 16 - clear.len() % 16;
    let mut bytes = clear.to_vec();
    bytes.extend(vec![u8::try_from(pad).unwrap(); pad]);
    let cipher = Aes256::new(key.into());
    let mut before = [0_u8; 16];
    for block in bytes.chunks_mut(16) {
        for (byte, before) in block.iter_mut().zip(before) {
            *byte ^= before;
        }
        let mut sealed = Array::try_from(&*block).unwrap();
        cipher.encrypt_block(&mut sealed);
        block.copy_from_slice(&sealed);
        before.copy_from_slice(&sealed);
    }
    bytes
}

/// The record of a file, as the phone archives it.
fn record(size: usize, key: Option<Vec<u8>>) -> Vec<u8> {
    let uid = |number: u64| Value::Uid(Uid::new(number));
    let mut file = Dictionary::new();
    file.insert("Size".into(), i64::try_from(size).unwrap().into());
    file.insert("ProtectionClass".into(), i64::from(CLASS).into());
    let mut objects = vec![Value::String("$null".into())];
    if key.is_some() {
        file.insert("EncryptionKey".into(), uid(2));
    }
    objects.push(Value::Dictionary(file));
    if let Some(key) = key {
        let mut data = Dictionary::new();
        data.insert("NS.data".into(), Value::Data(key));
        objects.push(Value::Dictionary(data));
    }
    let mut top = Dictionary::new();
    top.insert("root".into(), uid(1));
    let mut archive = Dictionary::new();
    archive.insert("$version".into(), 100_000_i64.into());
    archive.insert("$archiver".into(), "NSKeyedArchiver".into());
    archive.insert("$top".into(), Value::Dictionary(top));
    archive.insert("$objects".into(), Value::Array(objects));
    let mut bytes = Vec::new();
    Value::Dictionary(archive)
        .to_writer_binary(&mut bytes)
        .unwrap();
    bytes
}
