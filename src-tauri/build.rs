//! Allows the window what is listed, and nothing else.

use tauri_build::{AppManifest, Attributes};

macro_rules! commands {
    ($($module:ident::$name:ident),+ $(,)?) => {
        const COMMANDS: &[&str] = &[$(stringify!($name)),+];
    };
}
include!("commands/list.rs");

const CAPABILITY: &str = include_str!("capabilities/main.json");

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    // One that is not there is found by Tauri; one that is not allowed would be found by its user.
    for name in COMMANDS {
        let permission = format!("\"allow-{}\"", name.replace('_', "-"));
        if !CAPABILITY.contains(&permission) {
            println!("cargo:error=capabilities/main.json lacks {permission}");
        }
    }
    let attributes = Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error={error:#}");
        std::process::exit(1);
    }
}
