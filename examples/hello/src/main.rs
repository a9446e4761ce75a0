fn main() {
    let name = std::env::args().nth(1).unwrap_or_else(|| "world".into());
    println!("{}", hello::greeting(&name));
    println!("I was built for {}.", hello::built_for());
}
