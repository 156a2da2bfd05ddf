//! Prints what Argon2id costs on this machine, in milliseconds per passphrase.

use std::time::Instant;

use uuid::Uuid;
use vault::{KdfParams, KeyFile};

fn main() -> Result<(), vault::KeyFileError> {
    println!("| memory (MiB) | passes | lanes | ms |");
    println!("| ---: | ---: | ---: | ---: |");
    for (mib, passes, lanes) in [
        (19, 2, 1),
        (46, 1, 1),
        (64, 3, 1),
        (64, 3, 4),
        (128, 3, 4),
        (256, 3, 4),
    ] {
        let kdf = KdfParams {
            memory_kib: mib * 1024,
            passes,
            lanes,
        };
        let file = KeyFile::create(Uuid::nil(), Uuid::nil(), "a passphrase", kdf)?.file;
        let runs = 3;
        let start = Instant::now();
        for _ in 0..runs {
            file.open_with_passphrase("a passphrase")?;
        }
        let ms = start.elapsed().as_millis() / runs;
        let mark = if kdf == KdfParams::RECOMMENDED {
            " (used)"
        } else {
            ""
        };
        println!("| {mib} | {passes} | {lanes} | {ms}{mark} |");
    }
    Ok(())
}
