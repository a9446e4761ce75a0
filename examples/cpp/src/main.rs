use std::io::{self, Write};

fn main() -> io::Result<()> {
    let text = io::read_to_string(io::stdin())?;
    let mut out = io::stdout().lock();
    for (word, count) in cpp::Words::count(&text).iter() {
        writeln!(out, "{count:7} {word}")?;
    }
    Ok(())
}
