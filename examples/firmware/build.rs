use std::env::var;
use std::fs::write;
use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=c");
    cc::Build::new()
        .file("c/adler32.c")
        .warnings_into_errors(true)
        .compile("adler32");

    println!("cargo::rerun-if-changed=link");
    let target = var("TARGET").unwrap();
    println!("cargo::rustc-env=TARGET={target}");
    if var("CARGO_CFG_TARGET_OS").unwrap() == "none" {
        let memory = if target.starts_with("thumbv8m") {
            include_str!("link/cortex-m33.x")
        } else if target.starts_with("thumb") {
            include_str!("link/cortex-m.x")
        } else if target.starts_with("riscv") {
            include_str!("link/riscv.x")
        } else {
            include_str!("link/aarch64.x")
        };
        let folder = PathBuf::from(var("OUT_DIR").unwrap());
        write(folder.join("memory.x"), memory).unwrap();
        println!("cargo::rustc-link-search={}", folder.display());
        println!("cargo::rustc-link-arg-bins=--nmagic");
        if !target.starts_with("thumb") {
            println!("cargo::rustc-link-arg-bins=-Tmemory.x");
        }
        // Of cortex-m-rt or riscv-rt. It goes on from memory.x.
        if !target.starts_with("aarch64") {
            println!("cargo::rustc-link-arg-bins=-Tlink.x");
        }
    }
}
