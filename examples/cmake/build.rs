fn main() {
    println!("cargo::rerun-if-changed=c");
    let built = cmake::build("c");
    println!("cargo::rustc-link-search=native={}/lib", built.display());
    println!("cargo::rustc-link-lib=static=checksums");
}
