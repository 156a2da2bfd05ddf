//! The key file opens with what belongs to it, and survives what befalls files.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;
use vault::*;

const CHEAP: KdfParams = KdfParams {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};
const DEARER: KdfParams = KdfParams {
    memory_kib: 16,
    passes: 2,
    lanes: 2,
};

fn made(passphrase: &str) -> Created {
    let [workspace, person] = [7, 8].map(Uuid::from_u128);
    KeyFile::create(workspace, person, passphrase, CHEAP).unwrap()
}

/// Where there is one, a file system that does not wait for a disk.
fn in_memory() -> TempDir {
    TempDir::new_in("/dev/shm")
        .or_else(|_| TempDir::new())
        .unwrap()
}

/// Overwriting in place makes some file systems flush, which is slow.
fn put(path: PathBuf, bytes: &[u8]) {
    let _ = fs::remove_file(&path);
    fs::write(path, bytes).unwrap();
}

fn hex(secrets: &Secrets) -> String {
    secrets.database.to_hex().to_string()
}

#[test]
fn its_whole_life() {
    let folder = TempDir::new().unwrap();
    let Created {
        file,
        secrets,
        recovery,
    } = made("first passphrase");
    file.write(folder.path()).unwrap();
    for name in [NAME, COPY_NAME] {
        let mode = fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let file = KeyFile::read(folder.path()).unwrap();
    assert_eq!(
        (file.health(), file.workspace()),
        (Health::Sound, Uuid::from_u128(7))
    );
    let opened = file.open_with_passphrase("first passphrase").unwrap();
    assert_eq!(hex(&opened), hex(&secrets));
    assert_eq!(opened.person, Uuid::from_u128(8));
    assert_eq!(opened.agreement.public(), secrets.agreement.public());
    assert_eq!(opened.signing.verifying(), secrets.signing.verifying());
    let wrong = Some(KeyFileError::WrongPassphrase);
    assert_eq!(file.open_with_passphrase("another").err(), wrong);
    assert_eq!(file.change_passphrase("another", "x", CHEAP).err(), wrong);

    let file = file
        .change_passphrase("first passphrase", "second", DEARER)
        .unwrap();
    file.write(folder.path()).unwrap();
    let file = KeyFile::read(folder.path()).unwrap();
    assert_eq!(file.kdf(), DEARER);
    assert_eq!(file.open_with_passphrase("first passphrase").err(), wrong);
    assert_eq!(
        hex(&file.open_with_passphrase("second").unwrap()),
        hex(&secrets)
    );

    let typed = RecoveryCode::parse(&recovery.to_text()).unwrap();
    assert_eq!(
        hex(&file.open_with_recovery(&typed).unwrap()),
        hex(&secrets)
    );
    let renewed = file
        .set_passphrase_after_recovery(&typed, "third", CHEAP)
        .unwrap();
    assert_eq!(
        hex(&renewed.file.open_with_passphrase("third").unwrap()),
        hex(&secrets)
    );
    assert_eq!(renewed.file.open_with_recovery(&typed).err(), wrong);
    assert_eq!(
        hex(&renewed.file.open_with_recovery(&renewed.recovery).unwrap()),
        hex(&secrets)
    );
    assert_eq!(renewed.file.open_with_passphrase("second").err(), wrong);
}

#[test]
fn the_same_passphrase_from_another_keyboard() {
    let file = made("caf\u{e9} 密码").file;
    assert!(file.open_with_passphrase("cafe\u{301}\u{3000}密码").is_ok());
}

/// Every length of a cut, in either copy, and in both.
#[test]
fn a_torn_copy_loses_nothing() {
    let folder = in_memory();
    let old = made("old");
    old.file.write(folder.path()).unwrap();
    let old_bytes = fs::read(folder.path().join(NAME)).unwrap();
    let new = old.file.change_passphrase("old", "new", CHEAP).unwrap();
    new.write(folder.path()).unwrap();
    let bytes = fs::read(folder.path().join(NAME)).unwrap();
    assert_eq!(bytes, fs::read(folder.path().join(COPY_NAME)).unwrap());

    for cut in 0..bytes.len() {
        for (torn, sound) in [(NAME, COPY_NAME), (COPY_NAME, NAME)] {
            put(folder.path().join(torn), &bytes[..cut]);
            put(folder.path().join(sound), &bytes);
            let mut file = KeyFile::read(folder.path()).unwrap();
            assert_eq!(file.health(), Health::Renew(torn), "cut at {cut}");
            file.repair(folder.path()).unwrap();
            assert_eq!(fs::read(folder.path().join(torn)).unwrap(), bytes);
            assert_eq!(
                KeyFile::read(folder.path()).unwrap().health(),
                Health::Sound
            );
        }
        put(folder.path().join(NAME), &bytes[..cut]);
        put(folder.path().join(COPY_NAME), &bytes[..cut]);
        assert_eq!(
            KeyFile::read(folder.path()).err(),
            Some(KeyFileError::Damaged)
        );
        // Killed while the first copy was being written: the old ones count.
        put(folder.path().join(NAME), &old_bytes);
        put(folder.path().join(COPY_NAME), &old_bytes);
        put(folder.path().join("keys.new"), &bytes[..cut]);
        assert_eq!(
            KeyFile::read(folder.path()).unwrap().health(),
            Health::Sound
        );
    }
    KeyFile::read(folder.path())
        .unwrap()
        .open_with_passphrase("old")
        .unwrap();
    // Killed between the two: the newer one counts, whichever it is.
    for (newer, older) in [(NAME, COPY_NAME), (COPY_NAME, NAME)] {
        put(folder.path().join(newer), &bytes);
        put(folder.path().join(older), &old_bytes);
        let mut file = KeyFile::read(folder.path()).unwrap();
        assert_eq!(file.health(), Health::Renew(older));
        file.open_with_passphrase("new").unwrap();
        file.repair(folder.path()).unwrap();
        assert_eq!(fs::read(folder.path().join(older)).unwrap(), bytes);
    }
    // The leftover of the killed run is no obstacle.
    new.write(folder.path()).unwrap();
    assert!(!folder.path().join("keys.new").exists());
}

#[test]
fn missing_newer_and_refused() {
    let folder = TempDir::new().unwrap();
    assert_eq!(
        KeyFile::read(folder.path()).err(),
        Some(KeyFileError::Missing)
    );
    made("x").file.write(folder.path()).unwrap();
    fs::remove_file(folder.path().join(NAME)).unwrap();
    assert_eq!(
        KeyFile::read(folder.path()).unwrap().health(),
        Health::Renew(NAME)
    );

    // A version digit that was damaged is damage; a newer program's file is sound.
    let text = fs::read_to_string(folder.path().join(COPY_NAME)).unwrap();
    let flipped = text.replacen(" 1 ", " 2 ", 1);
    fs::write(folder.path().join(NAME), flipped).unwrap();
    assert_eq!(
        KeyFile::read(folder.path()).unwrap().health(),
        Health::Renew(NAME)
    );
    let json = "{\"anything\": true}";
    let sum =
        <sha2::Sha256 as sha2::Digest>::digest([&2u32.to_be_bytes(), json.as_bytes()].concat());
    let newer = format!(
        "privacy-desk-keys 2 {}\n{json}\n",
        data_encoding::HEXLOWER.encode(&sum)
    );
    fs::write(folder.path().join(NAME), newer).unwrap();
    let expected = KeyFileError::Newer { found: 2, known: 1 };
    assert_eq!(KeyFile::read(folder.path()).err(), Some(expected));

    let nowhere = folder.path().join("nowhere");
    let kind = std::io::ErrorKind::NotFound;
    assert_eq!(
        made("x").file.write(&nowhere).err(),
        Some(KeyFileError::Io { kind })
    );
    let none = KdfParams {
        memory_kib: 1,
        passes: 0,
        lanes: 1,
    };
    let refused = KeyFile::create(Uuid::nil(), Uuid::nil(), "x", none).err();
    assert_eq!(refused, Some(KeyFileError::ImpossibleCosts));
}

#[test]
fn a_folder_appears_whole_or_not_at_all() {
    let parent = TempDir::new().unwrap();
    let [temporary, target] = [".new", "office.desk"].map(|name| parent.path().join(name));
    fs::create_dir(&temporary).unwrap();
    made("x").file.write(&temporary).unwrap();
    publish_folder(&temporary, &target).unwrap();
    assert!(KeyFile::read(&target).is_ok() && !temporary.exists());
    fs::create_dir(&temporary).unwrap();
    assert!(publish_folder(&temporary, &target).is_err());
    assert!(KeyFile::read(&target).is_ok() && temporary.exists());
}

proptest! {
    #[test]
    fn any_changed_bit_is_found(bit in any::<prop::sample::Index>()) {
        static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
            let folder = TempDir::new().unwrap();
            made("x").file.write(folder.path()).unwrap();
            fs::read(folder.path().join(NAME)).unwrap()
        });
        let folder = in_memory();
        let mut bytes = SOUND.clone();
        let bit = bit.index(bytes.len() * 8);
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(folder.path().join(NAME), &bytes).unwrap();
        fs::write(folder.path().join(COPY_NAME), &bytes).unwrap();
        prop_assert_eq!(KeyFile::read(folder.path()).err(), Some(KeyFileError::Damaged));
    }

    #[test]
    fn a_typing_error_in_a_code_is_found_and_placed(at in 0..32usize, shift in 1..32usize) {
        const ALPHABET: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let code = RecoveryCode::random().unwrap();
        let text = code.to_text();
        prop_assert_eq!(text.len(), 39);
        prop_assert_eq!(code.matches(&text), [true; 8]);
        let mut letters: Vec<char> = text.chars().filter(|&c| c != '-').collect();
        let before = ALPHABET.find(letters[at]).unwrap();
        letters[at] = ALPHABET.chars().nth((before + shift) % 32).unwrap();
        let typed: String = letters.iter().collect();
        prop_assert_eq!(RecoveryCode::parse(&typed).err(), Some(RecoveryCodeError::Checksum));
        let wrong: Vec<usize> =
            (0..8).filter(|&group| !code.matches(&typed)[group]).collect();
        prop_assert_eq!(wrong, vec![at / 4]);
        // A letter left out spoils its own group only.
        let mut short: Vec<String> = text.split('-').map(str::to_owned).collect();
        short[at / 4].remove(at % 4);
        let right = code.matches(&short.join(" "));
        prop_assert_eq!(right.iter().filter(|&&right| !right).count(), 1);
        prop_assert_eq!(RecoveryCode::parse(&short.concat()).err(), Some(RecoveryCodeError::Length { found: 31 }));
    }
}

#[test]
fn a_code_may_be_typed_as_people_type() {
    let code = RecoveryCode::random().unwrap();
    let text = code.to_text();
    let wide: String = text
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
        .collect();
    for typed in [
        text.to_lowercase(),
        text.replace('-', " "),
        text.replace('-', ""),
        wide,
    ] {
        assert_eq!(code.matches(&typed), [true; 8], "{typed}");
        assert_eq!(*RecoveryCode::parse(&typed).unwrap().to_text(), *text);
    }
    assert_eq!(
        RecoveryCode::parse("ABCD-EF0H").err(),
        Some(RecoveryCodeError::Character {
            group: 2,
            character: '0'
        })
    );
}

#[test]
fn strength_is_judged_alike_in_both_scripts() {
    let own = ["Ming Live", "明生活", "office"];
    for weak in [
        "",
        "password",
        "qwertyuiop",
        "Ming Live 2026",
        "11111111111111111111",
        "我爱你我爱你我爱你",
        "床前明月光疑是地上霜",
        "明生活明生活明生活",
        "啊啊啊啊啊啊啊啊啊啊啊啊啊啊",
        "密码123456",
    ] {
        let found = strength(weak, &own);
        assert!(
            !found.enough && found.advice[0] == Advice::AddWords,
            "{weak} {found:?}"
        );
    }
    for strong in [
        "lantern quarry mistral obelisk",
        "修车铺的白鹅昨夜偷吃了橘子",
        "蓝鲸爱吃 walnut 和苔藓 lattice",
        "x7#Kq9!vLm2pZ8",
    ] {
        let found = strength(strong, &own);
        assert!(
            found.enough && found.advice.is_empty(),
            "{strong} {found:?}"
        );
    }
    assert!(
        strength("明生活明生活", &own)
            .advice
            .contains(&Advice::OwnWords)
    );
    assert!(strength("啊啊啊", &own).advice.contains(&Advice::Repeats));
}
