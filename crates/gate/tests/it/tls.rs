//! An own certificate: taken into use, taken anew, and never replaced by nothing.

use std::path::Path;
use std::time::Duration;

use gate::{Files, Limits};
use rustls::pki_types::CertificateDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::{VISIT, ask, open, shake, trusting};

const NAME: &str = "keep.example.org";

/// Writes a new certificate and its key; gives the certificate.
fn certificate(folder: &Path) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(vec![NAME.to_owned()]).unwrap();
    std::fs::write(folder.join("certificate.pem"), made.cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), made.key_pair.serialize_pem()).unwrap();
    made.cert.der().clone()
}

fn files(folder: &Path) -> Files {
    Files { certificate: folder.join("certificate.pem"), key: folder.join("key.pem") }
}

#[tokio::test]
async fn an_own_certificate_encrypts_and_a_new_one_is_taken_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let first = certificate(folder.path());
    let open = open(files(folder.path()).cover_looking(Duration::from_millis(200)).unwrap(), &[], Limits::default()).await;

    let stream = shake(open.at, NAME, trusting(std::slice::from_ref(&first)), |_| {}).await.unwrap();
    assert_eq!(stream.get_ref().1.protocol_version(), Some(rustls::ProtocolVersion::TLSv1_3));
    assert!(ask(stream, VISIT).await.contains("127.0.0.1 0"));

    // A file that does not fit changes nothing.
    std::fs::write(folder.path().join("key.pem"), "no key").unwrap();
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(shake(open.at, NAME, trusting(std::slice::from_ref(&first)), |_| {}).await.is_ok());

    let second = certificate(folder.path());
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert!(shake(open.at, NAME, trusting(&[second]), |_| {}).await.is_ok());
    assert!(shake(open.at, NAME, trusting(&[first]), |_| {}).await.is_err());
    open.close().await;
}

#[tokio::test]
async fn what_is_not_encrypted_or_never_shakes_hands_gets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = certificate(folder.path());
    let brief = Duration::from_millis(300);
    let open = open(files(folder.path()).cover().unwrap(), &[], Limits { opening: brief, ..Limits::default() }).await;

    let plain = ask(TcpStream::connect(open.at).await.unwrap(), VISIT).await;
    assert!(!plain.contains("HTTP/1.1"), "{plain}");
    let mut silent = TcpStream::connect(open.at).await.unwrap();
    silent.write_all(&[0x16, 0x03]).await.unwrap();
    let hung_up = tokio::time::timeout(Duration::from_secs(5), silent.read_to_end(&mut Vec::new())).await;
    assert!(hung_up.is_ok());
    let wrong_name = shake(open.at, "other.example.org", trusting(std::slice::from_ref(&root)), |_| {}).await;
    assert!(wrong_name.is_err());
    let http2 = shake(open.at, NAME, trusting(&[root]), |c| c.alpn_protocols = vec![b"h2".to_vec()]).await;
    assert!(http2.is_err(), "only HTTP/1.1 is spoken");
    open.close().await;
}

#[tokio::test]
async fn files_that_do_not_fit_are_named_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let said = || files(folder.path()).cover().err().map(|e| e.to_string()).unwrap_or_default();

    assert!(said().contains("certificate.pem"), "{}", said());
    certificate(folder.path());
    std::fs::write(folder.path().join("key.pem"), rcgen::KeyPair::generate().unwrap().serialize_pem()).unwrap();
    assert!(said().contains("not the key of the certificate"), "{}", said());
    std::fs::write(folder.path().join("certificate.pem"), "hello").unwrap();
    assert!(said().contains("there is no certificate in it"), "{}", said());
}
