use std::{env, path::PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let bindings = bindgen::Builder::default()
        .header_contents("wrapper.h", "#include <time.h>")
        .allowlist_type("tm")
        .allowlist_function("strftime")
        .derive_default(true)
        .use_core()
        .generate()
        .expect("the C library's headers are understood");
    let file = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("time.rs");
    bindings.write_to_file(file).expect("OUT_DIR can be written");
}
