use std::{io, process::ExitCode};

use pi_camera::args;

fn main() -> ExitCode {
    let command = match args::parse(lexopt::Parser::from_env()) {
        Ok(command) => command,
        Err(error) => {
            eprintln!("pi-camera: {error}; see 'pi-camera --help'");
            return ExitCode::from(2);
        }
    };
    match pi_camera::run(&command, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pi-camera: {error}");
            ExitCode::FAILURE
        }
    }
}
