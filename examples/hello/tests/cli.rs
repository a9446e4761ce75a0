//! Starts the program itself, so under an emulator a foreign program starts another one.

use std::process::Command;

#[test]
#[cfg_attr(
    target_family = "wasm",
    ignore = "no program can start another one there"
)]
fn greets_by_name_and_tells_what_it_was_built_for() {
    let output = Command::new(env!("CARGO_BIN_EXE_hello"))
        .arg("Ferris")
        .output()
        .expect("the program starts");

    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .collect::<Vec<_>>(),
        [
            "Hello, Ferris!".to_string(),
            format!("I was built for {}.", hello::built_for()),
        ]
    );
}
