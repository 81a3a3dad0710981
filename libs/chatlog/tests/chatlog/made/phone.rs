//! Makes the databases of phones.

use rusqlite::{Connection, params};
use std::path::PathBuf;

pub struct Made {
    pub folder: tempfile::TempDir,
    pub connection: Connection,
}

impl Made {
    pub fn new(schema: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let connection = Connection::open(folder.path().join("a.db")).unwrap();
        let fast = "pragma synchronous = off; pragma journal_mode = memory;";
        connection.execute_batch(fast).unwrap();
        connection.execute_batch(schema).unwrap();
        Self { folder, connection }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("a.db")
    }

    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.path()).unwrap()
    }
}

/// The columns of `sms.db` that matter, in the order of the phone.
const MESSAGES: &str = "
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, uncanonicalized_id TEXT, UNIQUE (id, service));
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, chat_identifier TEXT, service_name TEXT, account_login TEXT, last_addressed_handle TEXT, display_name TEXT);
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, attributedBody BLOB, service TEXT, error INTEGER DEFAULT 0, date INTEGER, date_read INTEGER, date_delivered INTEGER, is_delivered INTEGER DEFAULT 0, is_from_me INTEGER DEFAULT 0, is_sent INTEGER DEFAULT 0, cache_has_attachments INTEGER DEFAULT 0, is_audio_message INTEGER DEFAULT 0, date_played INTEGER, item_type INTEGER DEFAULT 0, group_title TEXT, group_action_type INTEGER DEFAULT 0, associated_message_guid TEXT, associated_message_type INTEGER DEFAULT 0, balloon_bundle_id TEXT, payload_data BLOB, expressive_send_style_id TEXT, message_summary_info BLOB, destination_caller_id TEXT, thread_originator_guid TEXT, date_retracted INTEGER, date_edited INTEGER, associated_message_emoji TEXT);
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, filename TEXT, uti TEXT, mime_type TEXT, transfer_name TEXT, total_bytes INTEGER DEFAULT 0, is_sticker INTEGER DEFAULT 0);
CREATE TABLE chat_handle_join (chat_id INTEGER REFERENCES chat (ROWID), handle_id INTEGER REFERENCES handle (ROWID), UNIQUE(chat_id, handle_id));
CREATE TABLE chat_message_join (chat_id INTEGER REFERENCES chat (ROWID), message_id INTEGER REFERENCES message (ROWID), message_date INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
CREATE TABLE message_attachment_join (message_id INTEGER REFERENCES message (ROWID), attachment_id INTEGER REFERENCES attachment (ROWID), UNIQUE(message_id, attachment_id));
CREATE TABLE deleted_messages (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, guid TEXT NOT NULL);
CREATE INDEX message_idx_date ON message(date);
insert into handle(id, service) values ('+15550100', 'iMessage'), ('ben@example.org', 'iMessage'), ('+15550199', 'SMS');
insert into chat(guid, style, account_login, display_name) values ('iMessage;-;+15550100', 45, 'P:+15550001', null), ('iMessage;+;chat77', 43, 'E:ana@example.org', 'Tulips 🌷');
insert into chat_handle_join values (1, 1), (2, 1), (2, 2);
insert into deleted_messages(guid) values ('GONE');
";

/// An empty `sms.db` with three people and two chats.
pub fn messages() -> Made {
    Made::new(MESSAGES)
}

impl Made {
    /// A plain message; says its row. `from` 0 is the owner.
    pub fn say(
        &self,
        guid: &str,
        text: Option<&str>,
        styled: Option<&[u8]>,
        from: i64,
        date: i64,
    ) -> i64 {
        self.connection
            .prepare_cached("insert into message(guid, text, attributedBody, handle_id, is_from_me, is_sent, date, service, destination_caller_id) values (?, ?, ?, ?, ?, ?, ?, 'iMessage', '+15550001')")
            .unwrap()
            .execute(params![guid, text, styled, from, from == 0, from == 0, date])
            .unwrap();
        self.connection.last_insert_rowid()
    }

    pub fn file_in(&self, row: i64, chat: i64) {
        self.run(&format!(
            "insert into chat_message_join(chat_id, message_id) values ({chat}, {row})"
        ));
    }

    /// The same in as few bytes as it needs.
    pub fn small(&self) -> Vec<u8> {
        self.run("pragma journal_mode = delete; pragma page_size = 512; vacuum;");
        self.bytes()
    }

    /// Its file and the log beside it, in which what `last` wrote stands alone.
    pub fn logged(&self, last: impl FnOnce(&Self)) -> (Vec<u8>, Vec<u8>) {
        self.run("pragma journal_mode = wal; pragma wal_autocheckpoint = 0;");
        last(self);
        let log = self.folder.path().join("a.db-wal");
        (self.bytes(), std::fs::read(log).unwrap())
    }

    pub fn run(&self, sql: &str) {
        self.connection.execute_batch(sql).unwrap();
    }
}

pub const CALLS: &str = "
CREATE TABLE ZCALLRECORD (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZANSWERED INTEGER, ZCALL_CATEGORY INTEGER, ZCALLTYPE INTEGER, ZDISCONNECTED_CAUSE INTEGER, ZORIGINATED INTEGER, ZREAD INTEGER, ZDATE TIMESTAMP, ZDURATION FLOAT, ZISO_COUNTRY_CODE VARCHAR, ZLOCATION VARCHAR, ZNAME VARCHAR, ZSERVICE_PROVIDER VARCHAR, ZUNIQUE_ID VARCHAR, ZADDRESS BLOB);
CREATE TABLE ZHANDLE (Z_PK INTEGER PRIMARY KEY, ZTYPE INTEGER, ZVALUE VARCHAR);
CREATE TABLE Z_2REMOTEPARTICIPANTHANDLES (Z_2REMOTEPARTICIPANTCALLS INTEGER, Z_4REMOTEPARTICIPANTHANDLES INTEGER);
CREATE TABLE Z_METADATA (Z_VERSION INTEGER PRIMARY KEY, Z_UUID VARCHAR(255), Z_PLIST BLOB);
insert into Z_METADATA values (1, 'x', x'00');
insert into ZHANDLE values (1, 2, '+15550100'), (2, 2, 'ben@example.org');
insert into ZCALLRECORD values
 (1, 2, 1, 1, 1, 1, 0, 0, 1, 721692800.25, 35.5, 'ca', 'Toronto', null, 'com.apple.Telephony', 'U1', cast('+15550100' as blob)),
 (2, 2, 1, 0, 1, 1, 6, 0, 0, 721692900.0, 0.0, 'ca', null, 'R.', 'com.apple.Telephony', 'U2', '+15550100'),
 (3, 2, 1, 0, 2, 8, 0, 1, 1, 721693000.0, 120.0, null, null, null, 'com.apple.FaceTime', 'U3', 'ben@example.org'),
 (4, 2, 1, 0, 1, 16, 0, 1, 1, 721693100.0, 0.0, null, null, null, 'com.apple.FaceTime', 'U4', 'ben@example.org'),
 (5, 2, 1, 1, 2, 0, 0, 0, 1, 721693200.0, 61.0, null, null, null, 'net.whatsapp.WhatsApp', 'U5', '+15550100');
insert into Z_2REMOTEPARTICIPANTHANDLES values (3, 1), (3, 2);
";

pub const WHATSAPP_PHONE: &str = "
CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, ZSESSIONTYPE INTEGER, ZCONTACTJID VARCHAR, ZPARTNERNAME VARCHAR);
CREATE TABLE ZWAGROUPMEMBER (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION INTEGER, ZMEMBERJID VARCHAR, ZCONTACTNAME VARCHAR, ZFIRSTNAME VARCHAR);
CREATE TABLE ZWAMEDIAITEM (Z_PK INTEGER PRIMARY KEY, ZFILESIZE INTEGER, ZMOVIEDURATION INTEGER, ZLATITUDE FLOAT, ZLONGITUDE FLOAT, ZMEDIALOCALPATH VARCHAR, ZTITLE VARCHAR, ZVCARDNAME VARCHAR);
CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZISFROMME INTEGER, ZMESSAGETYPE INTEGER, ZSTARRED INTEGER, ZGROUPEVENTTYPE INTEGER, ZCHATSESSION INTEGER, ZGROUPMEMBER INTEGER, ZMEDIAITEM INTEGER, ZPARENTMESSAGE INTEGER, ZMESSAGEDATE TIMESTAMP, ZSENTDATE TIMESTAMP, ZFROMJID VARCHAR, ZTOJID VARCHAR, ZPUSHNAME VARCHAR, ZSTANZAID VARCHAR, ZTEXT VARCHAR);
insert into ZWACHATSESSION values (1, 0, '15550100@s.whatsapp.net', 'R.'), (2, 1, '120363@g.us', 'Tulips');
insert into ZWAGROUPMEMBER values (1, 2, '15550100@s.whatsapp.net', 'R.', null), (2, 2, '15550102@s.whatsapp.net', null, 'Gus');
insert into ZWAMEDIAITEM values (1, 5000, 12, 0, 0, 'Media/a.opus', null, null), (2, 0, 0, 43.5, -79.25, null, null, null), (3, 900, 0, null, null, 'Media/form.pdf', 'The form', null);
insert into ZWAMESSAGE values
 (1, 0, 0, 0, 0, 1, null, null, null, 721692800, 721692799, '15550100@s.whatsapp.net', null, null, 'S1', 'I left my passport at your office'),
 (2, 1, 0, 1, 0, 1, null, null, 1, 721692860, null, null, '15550100@s.whatsapp.net', null, 'S2', 'We have it'),
 (3, 0, 3, 0, 0, 1, null, 1, null, 721692900, null, '15550100@s.whatsapp.net', null, null, 'S3', null),
 (4, 0, 5, 0, 0, 1, null, 2, null, 721692910, null, '15550100@s.whatsapp.net', null, null, 'S4', null),
 (5, 0, 14, 0, 0, 1, null, null, null, 721692920, null, '15550100@s.whatsapp.net', null, null, 'S5', null),
 (6, 0, 6, 0, 2, 2, 2, null, null, 721692930, null, '120363@g.us', null, null, 'S6', 'Tulips'),
 (7, 0, 8, 0, 0, 2, 2, 3, null, 721692940, null, '120363@g.us', null, null, 'S7', null),
 (8, 0, 77, 0, 0, 2, 1, null, null, 721692950, null, '120363@g.us', null, null, 'S8', null);
";

pub const WHATSAPP_ANDROID: &str = "
CREATE TABLE jid (_id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, server TEXT NOT NULL, raw_string TEXT);
CREATE TABLE chat (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER UNIQUE, subject TEXT);
CREATE TABLE message (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER NOT NULL, from_me INTEGER NOT NULL, key_id TEXT NOT NULL, sender_jid_row_id INTEGER, status INTEGER, timestamp INTEGER, received_timestamp INTEGER, message_type INTEGER, text_data TEXT);
CREATE TABLE message_media (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, file_path TEXT, file_size INTEGER, mime_type TEXT, media_name TEXT, media_caption TEXT);
CREATE TABLE message_quoted (message_row_id INTEGER PRIMARY KEY AUTOINCREMENT, key_id TEXT NOT NULL, sender_jid_row_id INTEGER, text_data TEXT);
CREATE TABLE message_location (message_row_id INTEGER PRIMARY KEY, latitude REAL, longitude REAL, place_name TEXT);
CREATE TABLE message_add_on (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER, from_me INTEGER, key_id TEXT, sender_jid_row_id INTEGER, parent_message_row_id INTEGER, timestamp INTEGER, message_add_on_type INTEGER);
CREATE TABLE message_add_on_reaction (message_add_on_row_id INTEGER PRIMARY KEY, reaction TEXT);
CREATE TABLE message_edit_info (message_row_id INTEGER PRIMARY KEY, edited_timestamp INTEGER);
CREATE TABLE call_log (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER, from_me INTEGER, call_id TEXT, timestamp INTEGER, video_call INTEGER, duration INTEGER, call_result INTEGER);
CREATE TABLE props (_id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, value TEXT);
insert into props(key, value) values ('a', 'b'), ('c', 'd');
insert into jid values (1, '15550100', 's.whatsapp.net', '15550100@s.whatsapp.net'), (2, '120363', 'g.us', '120363@g.us');
insert into chat values (1, 1, null), (2, 2, 'Tulips');
insert into message values
 (1, -1, 0, '-1', null, null, 0, 0, 0, null),
 (2, 1, 0, 'K2', null, 0, 1700000000123, 1700000001000, 0, 'Hello'),
 (3, 1, 1, 'K3', null, 13, 1700000060000, null, 0, 'Hi R.'),
 (4, 2, 0, 'K4', 1, 0, 1700000120000, null, 1, 'look'),
 (5, 2, 0, 'K5', 1, 0, 1700000180000, null, 5, null),
 (6, 2, 0, 'K6', 1, 0, 1700000240000, null, 15, null),
 (7, 2, 0, 'K7', null, 6, 1700000300000, null, 7, null),
 (8, 1, 1, 'K8', null, 0, 1700000360000, null, 0, 'not gone yet');
insert into message_media values (4, 2, 'Media/WhatsApp Images/IMG-1.jpg', 4000, 'image/jpeg', null, null);
insert into message_quoted values (3, 'K2', 1, 'Hello');
insert into message_location values (5, 43.5, -79.25, 'The office');
insert into message_add_on values (1, 1, 0, 'R1', 1, 3, 1700000070000, 56), (2, 1, 1, 'R2', null, 2, 1700000080000, 67);
insert into message_add_on_reaction values (1, '🌷');
insert into message_edit_info values (3, 1700000065000);
insert into call_log values (1, 1, 0, 'C1', 1700000400000, 1, 0, 2), (2, 1, 1, 'C2', 1700000500000, 0, 65, 5);
";

/// `call_history.db` before iOS 8: who called stands in the lowest bit of the
/// flags.
pub const OLD_CALLS: &str = "
CREATE TABLE call (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT, date INTEGER, duration INTEGER, flags INTEGER, id INTEGER DEFAULT -1, name TEXT DEFAULT '', country_code TEXT, network_code TEXT, read INTEGER, assisted INTEGER, face_time_data BLOB);
CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
CREATE TABLE data (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, pdp_ip INTEGER);
insert into call(address, date, duration, flags, name) values ('+15550100', 1380000000, 65, 4, 'R.'), ('+15550100', 1380000100, 0, 4, null), ('+15550102', 1380000200, 30, 5, null);
";

/// `msgstore.db` before 2021.
pub const WHATSAPP_OLD: &str = "
CREATE TABLE chat_list (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT UNIQUE, message_table_id INTEGER, subject TEXT, creation INTEGER);
CREATE TABLE messages (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT NOT NULL, key_from_me INTEGER, key_id TEXT NOT NULL, status INTEGER, needs_push INTEGER, data TEXT, timestamp INTEGER, media_url TEXT, media_mime_type TEXT, media_wa_type TEXT, media_size INTEGER, media_name TEXT, media_caption TEXT, media_hash TEXT, media_duration INTEGER, latitude REAL, longitude REAL, remote_resource TEXT, received_timestamp INTEGER);
CREATE TABLE props (_id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE, value TEXT);
insert into chat_list(key_remote_jid, subject) values ('120363@g.us', 'Tulips');
insert into messages(key_remote_jid, key_from_me, key_id, timestamp) values ('-1', 0, '-1', 0);
insert into messages(key_remote_jid, key_from_me, key_id, status, data, timestamp, media_wa_type, media_name, media_mime_type, media_size, latitude, longitude, remote_resource) values
 ('120363@g.us', 0, 'K1', 0, 'I left my passport at your office', 1500000000000, '0', null, null, null, null, null, '+15550100'),
 ('120363@g.us', 1, 'K2', 13, 'We have it', 1500000060000, '0', null, null, null, null, null, null),
 ('120363@g.us', 0, 'K3', 0, null, 1500000120000, '1', 'IMG-1.jpg', 'image/jpeg', 4000, null, null, '+15550102'),
 ('120363@g.us', 0, 'K4', 0, null, 1500000180000, '5', null, null, null, 43.5, -79.25, '+15550102'),
 ('120363@g.us', 0, 'K5', 6, 'Tulips', 1500000240000, '0', null, null, null, null, null, '+15550102');
";
