//! The program around the page: its windows, what it remembers, and the open workspace.

mod args;
pub mod dialogs;
mod dragging;
pub mod events;
mod idle;
pub mod mail;
pub mod memory;
pub mod notices;
pub mod office;
pub mod opened;
pub mod save;
pub mod team;
mod tour;
pub mod unsent;
pub mod window;

use std::error::Error;
use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Mutex;

use rustix::fs::Mode;
use tauri::{App, AppHandle, Manager as _, RunEvent, async_runtime};

pub use args::Opening;
use memory::Memory;
use office::Office;
pub use tour::Tour;

/// What the window was asked to begin with; taken by the page that begins with it.
pub type Begin = Mutex<Option<Opening>>;

/// Opens the window and gives its exit code once it is closed. `args` begin with the program's
/// name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let Ok(opening) = args::read(args) else {
        eprintln!("{}", args::USAGE);
        return ExitCode::from(2);
    };
    say_where_alone();
    // Whatever is written, by whichever part of the program, is its owner's alone.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    if let Err(error) = window::refuse_automation() {
        eprintln!("privacy-desk: {error}");
        return ExitCode::FAILURE;
    }
    if let Err(error) = desk::keep_private() {
        eprintln!("privacy-desk: a crash could leave what is in memory on the disk: {error}");
    }
    let app = tauri::Builder::default()
        .manage(Office::default())
        .manage(Tour::default())
        .register_uri_scheme_protocol(opened::SCHEME, |context, request| {
            opened::serve(context, request.uri().path())
        })
        .invoke_handler(crate::commands::handler())
        .setup(move |app| set_up(app, opening))
        .build(tauri::generate_context!());
    match app {
        Ok(app) => ExitCode::from(u8::try_from(app.run_return(on_event)).unwrap_or(1)),
        Err(error) => {
            eprintln!("privacy-desk: the window does not open: {error}");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &mut App, opening: Option<Opening>) -> Result<(), Box<dyn Error>> {
    let handle = app.handle().clone();
    let tour = match &opening {
        Some(Opening::Tour { folder }) => Some(folder.clone()),
        _ => None,
    };
    app.manage(Begin::new(opening));
    if let Some(folder) = tour {
        // What this computer remembers is not for a picture.
        app.manage(Memory::none());
        async_runtime::spawn(tour::run(handle, folder));
    } else {
        app.manage(Memory::load(app.path().config_dir()?));
        window::open(&handle)?;
        async_runtime::spawn(idle::watch(handle));
    }
    Ok(())
}

fn on_event(app: &AppHandle, event: RunEvent) {
    if matches!(event, RunEvent::Exit) {
        // Work under way ends at a whole batch, and the database is closed before the process.
        async_runtime::block_on(app.state::<Office>().shut());
    }
}

/// A fault says where in the program it is, and nothing of what the program held then.
fn say_where_alone() {
    std::panic::set_hook(Box::new(|fault| match fault.location() {
        Some(place) => eprintln!("privacy-desk: a fault of the program at {place}"),
        None => eprintln!("privacy-desk: a fault of the program"),
    }));
}
