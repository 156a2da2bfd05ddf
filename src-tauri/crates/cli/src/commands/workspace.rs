//! `pdesk workspace …`

use std::fs;
use std::path::Path;

use desk::Desk;
use desk::scan::Scanner;
use desk::workspace::{
    Creation, DepartmentView, KdfParams, NewWorkspace, Place, Recovery, Restored, SettingsChange,
    restore,
};
use serde_json::json;

use crate::args::{
    CreateArgs, NewPassphrase, RecoverArgs, ScannerArgs, SettingsArgs, WorkspaceCommand,
};
use crate::error::Failure;
use crate::office::{Office, Result, zone};
use crate::output::{self, Said};
use crate::terminal::{self, Secret};

pub async fn run(office: &Office, command: WorkspaceCommand) -> Result<Said> {
    match command {
        WorkspaceCommand::Create(args) => create_at(office, office.place()?, args, false).await,
        WorkspaceCommand::Recover(args) => recover(office, args).await,
        WorkspaceCommand::Restore { file, erased } => {
            let (place, passphrase) = (office.place()?, office.passphrase()?);
            let restored = restore(&file, place, &passphrase, erased.as_deref()).await?;
            let desk = &restored.desk;
            finish(desk, info(office, desk, Some(&restored)).await).await
        }
        WorkspaceCommand::Passphrase(args) => passphrase(office, args).await,
        WorkspaceCommand::Info => {
            let desk = office.open().await?;
            finish(&desk, info(office, &desk, None).await).await
        }
        WorkspaceCommand::Settings(args) => {
            let desk = office.open().await?;
            finish(&desk, settings(office, &desk, args).await).await
        }
        WorkspaceCommand::Scanner(args) => {
            let desk = office.open().await?;
            finish(&desk, scanner(office, &desk, args).await).await
        }
        WorkspaceCommand::Departments { names, under } => {
            let desk = office.open().await?;
            let all = add_departments(&desk, &names, under.as_deref()).await;
            finish(&desk, departments(office, all)).await
        }
        WorkspaceCommand::DepartmentRename { name, to } => {
            let desk = office.open().await?;
            let all = desk.rename_department(&name, &to).await;
            finish(&desk, departments(office, all)).await
        }
        WorkspaceCommand::DepartmentMove { name, under } => {
            let desk = office.open().await?;
            let all = desk.move_department(&name, under.as_deref()).await;
            finish(&desk, departments(office, all)).await
        }
        WorkspaceCommand::Backup { file } => {
            let desk = office.open().await?;
            finish(&desk, backup(office, &desk, &file).await).await
        }
    }
}

/// Closes the desk, whatever came of the work.
async fn finish(desk: &Desk, said: Result<Said>) -> Result<Said> {
    desk.close().await;
    said
}

async fn info(office: &Office, desk: &Desk, restored: Option<&Restored>) -> Result<Said> {
    let info = desk.info().await?;
    let session = desk.session();
    let mut value = json!(info);
    value["settings"] = json!(session.settings);
    value["person"] = json!(session.person);
    value["demo"] = json!(session.demo);
    if let Some(restored) = restored {
        value["erased_again"] = json!(restored.erased_again);
        value["unsound"] = json!(restored.unsound);
    }
    office.say(&value, |words| {
        output::workspace::info(words, &info, zone(desk))
            + &output::workspace::settings(words, &session.settings)
            + &restored.map_or_else(String::new, |one| output::workspace::restored(words, one))
    })
}

async fn settings(office: &Office, desk: &Desk, args: SettingsArgs) -> Result<Said> {
    let change = SettingsChange {
        time_zone: args.time_zone,
        regime: args.regime,
        calendar: args.calendar,
        lock_after_minutes: args.lock_after,
        approve_refusals: args.approve_refusals,
        approve_disclosures: args.approve_disclosures,
    };
    let settings = match change == SettingsChange::default() {
        true => desk.session().settings,
        false => desk.set_settings(change).await?,
    };
    office.say(&settings, |words| {
        output::workspace::settings(words, &settings)
    })
}

async fn scanner(office: &Office, desk: &Desk, args: ScannerArgs) -> Result<Said> {
    let to = match (args.socket, args.port) {
        (Some(path), _) => Some(Scanner::Socket(path)),
        (None, Some(port)) => Some(Scanner::Port {
            host: args.host,
            port,
        }),
        (None, None) => None,
    };
    if to.is_some() || args.none {
        desk.set_scanner(to).await?;
    }
    let scanner = desk.scanner();
    let test = match args.test {
        true => Some(desk.scanner_test().await?),
        false => None,
    };
    office.say(&json!({ "scanner": scanner, "test": test }), |words| {
        output::workspace::scanner(words, scanner.as_ref(), test.as_ref())
    })
}

async fn add_departments(
    desk: &Desk,
    names: &[String],
    under: Option<&str>,
) -> desk::Result<Vec<DepartmentView>> {
    for name in names {
        desk.add_department(name, under).await?;
    }
    Ok(desk.choices().await?.departments)
}

fn departments(office: &Office, all: desk::Result<Vec<DepartmentView>>) -> Result<Said> {
    let all = all?;
    office.say(&all, |_| {
        let line = |one: &DepartmentView| format!("{}{}\n", "  ".repeat(one.depth), one.name);
        all.iter().map(line).collect()
    })
}

async fn backup(office: &Office, desk: &Desk, file: &Path) -> Result<Said> {
    let mut stop = std::pin::pin!(tokio::signal::ctrl_c());
    let stopped = std::sync::atomic::AtomicBool::new(false);
    let mut copy = std::pin::pin!(desk.backup(file, |_, _| {
        !stopped.load(std::sync::atomic::Ordering::Relaxed)
    }));
    let made = tokio::select! {
        made = &mut copy => made,
        _ = &mut stop => {
            stopped.store(true, std::sync::atomic::Ordering::Relaxed);
            copy.await
        }
    };
    made?;
    let size = fs::metadata(file)
        .map_err(|e| Failure::reading(file, &e))?
        .len();
    let path = file.display().to_string();
    office.say(&json!({ "path": path, "size": size }), |words| {
        let bytes = words.say("size-bytes", &[("n", size.into())]);
        words.say(
            "cli-backup-done",
            &[("path", path.as_str().into()), ("size", bytes.into())],
        )
    })
}

async fn passphrase(office: &Office, args: NewPassphrase) -> Result<Said> {
    let folder = office.folder()?;
    let old = office.passphrase()?;
    let new = office.new_passphrase(args.new_passphrase_file.as_deref())?;
    let desk = Desk::open(office.place()?, &old).await?;
    let changed = desk
        .change_passphrase(&old, &new, KdfParams::RECOMMENDED)
        .await;
    desk.close().await;
    changed?;
    office.say(&json!({ "path": folder }), |words| {
        words.plain("cli-passphrase-changed")
    })
}

/// Makes a workspace, here or on a server.
pub async fn create_at(
    office: &Office,
    place: Place,
    args: CreateArgs,
    undertake: bool,
) -> Result<Said> {
    if args.recovery_file.is_none() && !terminal::is_there() {
        return Err(Failure::NoRecoveryFile);
    }
    let defaults = NewWorkspace::default();
    let input = NewWorkspace {
        name: args.name.unwrap_or_else(|| stem(&place.folder)),
        person: args.person.unwrap_or_else(user),
        time_zone: args.time_zone.unwrap_or(defaults.time_zone),
        regime: args.regime.unwrap_or(defaults.regime),
        language: office.words.language(),
        undertake,
    };
    let passphrase = office.first_passphrase()?;
    let folder = place.folder.clone();
    let creation = Creation::begin(place, &passphrase, input, KdfParams::RECOMMENDED)?;
    let code = creation.recovery().groups.join("-");
    let file = args.recovery_file.as_deref();
    let pending = Pending {
        file,
        folder: &folder,
        code: &code,
    };
    let desk = with_code(office, pending, creation, Creation::matches, async |it| {
        Ok(it.finish_unchecked().await?)
    })
    .await?;
    finish(&desk, info(office, &desk, None).await).await
}

/// A recovery code that is about to be good: of which folder, and the file that it goes to.
pub struct Pending<'a> {
    pub file: Option<&'a Path>,
    pub folder: &'a Path,
    pub code: &'a str,
}

/// Makes what has a recovery code, once somebody has the code: in a file, or on paper.
pub async fn with_code<S, T>(
    office: &Office,
    Pending { file, folder, code }: Pending<'_>,
    it: S,
    matches: fn(&S, &str) -> Vec<bool>,
    make: impl AsyncFnOnce(S) -> Result<T>,
) -> Result<T> {
    let Some(file) = file else {
        typed_back(office, code, |typed| matches(&it, typed))?;
        return make(it).await;
    };
    // On the disk before the workspace is: nobody is left without it. Until then a line says so, by
    // which a run that was cut off is known.
    let pending = format!("pending {}", folder.display());
    if file.exists() && !terminal::secret_lines(file)?.iter().any(|l| **l == pending) {
        let path = file.display().to_string();
        return Err(Failure::FileExists { path });
    }
    terminal::replace(file, &format!("{code}\n{pending}\n"))?;
    let made = make(it).await.inspect_err(|_| {
        let _ = fs::remove_file(file);
    })?;
    terminal::replace(file, &format!("{code}\n"))?;
    Ok(made)
}

/// Shows a code, and asks for it until it is typed right.
fn typed_back(office: &Office, code: &str, matches: impl Fn(&str) -> Vec<bool>) -> Result<()> {
    let words = &office.words;
    terminal::show(&words.say("cli-recovery-code", &[("code", code.into())]));
    loop {
        let typed = terminal::ask(&words.plain("cli-recovery-type-back"))?;
        if matches(&typed).iter().all(|right| *right) {
            return Ok(());
        }
        terminal::show(&words.plain("error-workspace-create-code-mismatch"));
    }
}

/// The folder's name without its ending.
fn stem(folder: &Path) -> String {
    folder
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Who runs this, as the system calls them.
fn user() -> String {
    ["USER", "LOGNAME"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "officer".to_owned())
}

async fn recover(office: &Office, args: RecoverArgs) -> Result<Said> {
    let folder = office.folder()?;
    let mut codes = match &args.recovery_file {
        Some(file) => terminal::secret_lines(file)?,
        None if terminal::is_there() => {
            vec![terminal::ask(&office.words.plain("cli-recovery-ask"))?]
        }
        None => return Err(Failure::NoRecoveryFile),
    };
    let kept = args.new_recovery_file.or(args.recovery_file);
    let was_there = kept.as_ref().is_some_and(|file| file.exists());
    if let Some(file) = kept.as_ref().filter(|_| was_there) {
        // The file of the old code, or what a recovery that was cut off has left.
        let left = terminal::secret_lines(file)?;
        if left.first() != codes.first() {
            let path = file.display().to_string();
            return Err(Failure::FileExists { path });
        }
        codes.extend(left);
    }
    let file = args.passphrase.new_passphrase_file.as_deref();
    let passphrase = office.new_passphrase(file)?;
    let (used, recovery) = begin(office, codes, &passphrase)?;
    let code = recovery.recovery().groups.join("-");
    let desk = match &kept {
        Some(file) => {
            // Until all is done the file has both: whichever holds then, it is there.
            terminal::replace(file, &format!("{}\n{code}\n", *used))?;
            let desk = recovery.finish_unchecked().await.inspect_err(|_| {
                let _ = if was_there {
                    terminal::replace(file, &format!("{}\n", *used)).map_err(drop)
                } else {
                    fs::remove_file(file).map_err(drop)
                };
            })?;
            terminal::replace(file, &format!("{code}\n"))?;
            desk
        }
        None => {
            typed_back(office, &code, |typed| recovery.matches(typed))?;
            recovery.finish_unchecked().await?
        }
    };
    desk.close().await;
    office.say(
        &json!({ "path": folder, "recovery_file": kept }),
        |words| match &kept {
            Some(file) => {
                let path = file.display().to_string();
                words.say("cli-recovered-file", &[("path", path.into())])
            }
            None => words.plain("cli-recovered"),
        },
    )
}

/// Opens the keys with the first of the codes that holds, and tells which. A recovery that was cut
/// off has left two in its file.
fn begin(office: &Office, codes: Vec<Secret>, passphrase: &str) -> Result<(Secret, Recovery)> {
    let first = codes.first().cloned();
    for code in codes {
        match Recovery::begin(office.place()?, &code, passphrase, KdfParams::RECOMMENDED) {
            Err(desk::Error::WrongRecoveryCode) => {}
            Err(error) => return Err(error.into()),
            Ok(recovery) => {
                if first.as_ref() != Some(&code) && !office.json {
                    terminal::show(&office.words.plain("cli-recovery-cut-off"));
                }
                return Ok((code, recovery));
            }
        }
    }
    Err(desk::Error::WrongRecoveryCode.into())
}
