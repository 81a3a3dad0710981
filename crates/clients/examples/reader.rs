//! The child alone, for the stories: what `keepwell read-upload` does, without its limits.

fn main() -> std::io::Result<()> {
    let first = std::env::args().nth(1);
    if first.as_deref() != Some("read-upload") {
        return Err(std::io::Error::other("only `read-upload` is known here"));
    }
    clients::run_child(std::io::stdin().lock(), std::io::stdout().lock())
}
