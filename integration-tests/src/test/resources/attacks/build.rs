// Tries what hostile code would, and leaves what came of it for the program to print: a name, a tab, the outcome.

use std::fmt::Display;
use std::fs;
use std::io::{self, Read};
use std::net::{TcpStream, ToSocketAddrs, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::process::{Command, Stdio};
use std::time::Duration;

fn came<T>(result: io::Result<T>) -> String {
    match result {
        Ok(_) => "IT WORKED".into(),
        Err(error) => error.to_string(),
    }
}

fn run(line: &str) -> String {
    let output = Command::new("sh").args(["-c", line]).output().unwrap();
    if output.status.success() {
        return "IT WORKED".into();
    }
    String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ")
}

fn status(name: &str) -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_once(':').unwrap().1.trim().into()
}

fn secrets(text: &str) -> String {
    if text.contains("secret-") { text.replace(['\n', '\0'], " ") } else { "none".into() }
}

fn forks() -> String {
    let mut children = Vec::new();
    let outcome = loop {
        let started = Command::new("sleep").arg("60").stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        match started {
            Ok(child) if children.len() < 8000 => children.push(child),
            Ok(_) => break "IT WORKED".into(),
            Err(error) => break error.to_string(),
        }
    };
    for mut child in children {
        let _ = child.kill();
        let _ = child.wait();
    }
    outcome
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut facts = String::new();
    let mut tell = |name: &str, outcome: &dyn Display| facts.push_str(&format!("{name}\t{outcome}\n"));
    let outside = "1.1.1.1:53".parse().unwrap();
    let second = Duration::from_secs(1);
    tell("DNS", &came("example.com:80".to_socket_addrs()));
    tell("TCP", &came(TcpStream::connect_timeout(&outside, second)));
    tell("UDP", &came(UdpSocket::bind("0.0.0.0:0").and_then(|socket| socket.send_to(b"x", outside))));
    let port: u16 = fs::read_to_string("port").unwrap().trim().parse().unwrap();
    tell("LOOPBACK", &came(TcpStream::connect(("127.0.0.1", port))));
    let name = fs::read_to_string("socket").unwrap();
    let address = SocketAddr::from_abstract_name(name.trim()).unwrap();
    tell("ABSTRACT_SOCKET", &came(UnixStream::connect_addr(&address)));
    tell("NETWORK_NAMESPACE", &run("unshare -n true"));
    tell("ENGINE_SOCKET", &came(UnixStream::connect("/var/run/docker.sock")));
    let home = fs::read_to_string("home").unwrap();
    tell("HOME", &came(fs::read_dir(home.trim())));
    tell("CARGO_CREDENTIALS", &came(fs::read(format!("{}/credentials.toml", std::env::var("CARGO_HOME").unwrap()))));
    tell("SSH_AGENT", &std::env::var("SSH_AUTH_SOCK").unwrap_or("not set".into()));
    let own: Vec<String> = std::env::vars().map(|(name, value)| format!("{name}={value}")).collect();
    tell("ENVIRONMENT", &secrets(&own.join(" ")));
    let mut init = String::new();
    let read = fs::File::open("/proc/1/environ").and_then(|mut file| file.read_to_string(&mut init));
    tell("ENVIRONMENT_OF_INIT", &if read.is_ok() { secrets(&init) } else { "none".into() });
    let marker = fs::read_to_string("marker").unwrap();
    let strangers = fs::read_dir("/proc").unwrap().flatten().any(|process| {
        fs::read_to_string(process.path().join("cmdline")).unwrap_or_default().contains(marker.trim())
    });
    tell("PROCESSES", &if strangers { "IT WORKED" } else { "none" });
    tell("WRITE_SYSTEM", &came(fs::write("/usr/bin/cc", "x")));
    tell("WRITE_CRATES", &came(fs::write("/cargo/registry/x", "x")));
    tell("WRITE_SOURCES", &came(fs::write("src/main.rs", "fn main() {}")));
    tell("PRIVILEGES", &format!("no new privileges: {}", status("NoNewPrivs")));
    tell("CAPABILITIES", &status("CapBnd"));
    tell("MOUNT", &run("mount -t tmpfs none /mnt"));
    tell("DEVICE", &run("mknod /tmp/sda b 8 0"));
    tell("USER_NAMESPACE", &run("unshare -r true"));
    tell("FORK_BOMB", &forks());
    // Away from its parents, as a daemon is; its streams must not keep cargo waiting.
    let loop_ = "exec >/dev/null 2>&1 </dev/null; while :; do date >/build/alive; sleep 0.1; done";
    tell("DAEMON", &came(Command::new("setsid").args(["-f", "sh", "-c", loop_]).status()));
    fs::write(format!("{}/facts", std::env::var("OUT_DIR").unwrap()), facts).unwrap();
}
