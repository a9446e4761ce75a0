use std::{env, fs, io};

fn main() -> io::Result<()> {
    for file in env::args().skip(1) {
        println!("{:08x}  {file}", checksums::adler32(&fs::read(&file)?));
    }
    Ok(())
}
