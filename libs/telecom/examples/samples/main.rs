//! Writes the made-up bills of `docs/samples/bills`: `cargo run -p telecom --example samples -- FOLDER`.
//!
//! Nothing in them is real: numbers are 555-01XX, the layouts are ours.

#[expect(dead_code, reason = "the tests draw in more ways, and look at the truth beside the bill")]
mod make;

fn main() -> std::io::Result<()> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "docs/samples/bills".into()));
    std::fs::create_dir_all(&folder)?;
    for kind in make::Like::ALL {
        let bill = make::bill(kind);
        std::fs::write(folder.join(format!("{}.csv", kind.id())), make::csv(&bill))?;
        std::fs::write(folder.join(format!("{}.pdf", kind.id())), make::pdf(&bill, kind.drawn()))?;
    }
    Ok(())
}
