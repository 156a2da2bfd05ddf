//! A window with nothing in it: what the toolkit takes by itself, for `make bench`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tauri::Builder::default()
        .build(tauri::generate_context!(
            "tests/examples/bench/bare/tauri.conf.json"
        ))?
        .run(|_, _| {});
    Ok(())
}
