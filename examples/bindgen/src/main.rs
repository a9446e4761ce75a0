use std::{env, ffi::CString};

fn main() {
    let pattern = env::args().nth(1).unwrap_or_else(|| "%d %B %Y".into());
    let pattern = CString::new(pattern).expect("an argument has no zero in it");
    let landing = calendar::Date {
        year: 1969,
        month: 7,
        day: 20,
    };
    let mut buffer = [0; 200];
    println!("{}", landing.format(&pattern, &mut buffer).unwrap_or("?"));
}
