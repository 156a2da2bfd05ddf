//! What is given to somebody as files: one encrypted archive, and the record of what was in it.
//!
//! The archive goes to a file or with a draft; neither it nor its passphrase is kept here. The names
//! of its files can be read without the passphrase: the format encrypts what is in them alone.

mod archive;
mod names;
mod types;

pub use types::*;

use std::fs::OpenOptions;
use std::io::Cursor;
use std::path::Path;

use domain::complaints::Identity;
use domain::threading::CaseNumber;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::complaints::Image;
use store::package::PackageRow;
use uuid::Uuid;
use vault::Zeroizing;

use crate::complaints::{Person, number};
use crate::door::{Act, Entry, Sealer};
use crate::workspace::{io_error, show};
use crate::{Desk, Error, Result, answers, fields};
pub(crate) use archive::ReadFile;
use archive::{Archive, Manifest, Source, measured};

/// The least strength of a passphrase. The format makes a guess of a thousand rounds of HMAC-SHA-1,
/// so that a card makes ten million a second: 2⁶⁰ take it more than three thousand years.
const LEAST_BITS: f64 = 60.0;

/// What is sealed of a package.
#[derive(Serialize, Deserialize)]
struct Kept {
    manifest: Manifest,
    size: u64,
    sha256: String,
}

/// An archive that was written.
struct Written {
    kept: Kept,
    /// Where it is to go with a draft, its bytes.
    bytes: Vec<u8>,
}

impl Desk {
    /// Makes one encrypted archive of files that somebody is given, with a manifest in the case's
    /// language: an act. Of a case that went into another it is that one's.
    ///
    /// # Errors
    /// [`Error::PackageNotVerified`]; [`Error::PackageNeedsApproval`] for one that would go to no
    /// draft; [`Error::CaseErased`]; [`Error::PackagePassphrase`];
    /// [`Error::PackageExists`]; [`Error::PathMissing`]; [`Error::AttachmentMissing`] for one of
    /// another case; [`Error::Infected`]; [`Error::Invalid`] for no files, or a day that is over;
    /// and as [`Desk::draft_attach`]. Then nothing is left of it.
    pub async fn package_make(&self, case: Uuid, input: PackageInput) -> Result<Packed> {
        let invalid = |field: &str| Error::Invalid {
            field: field.to_owned(),
        };
        if input.files.is_empty() && input.attached.is_empty() {
            return Err(invalid("files"));
        }
        if input.expires_on < self.today() {
            return Err(invalid("expires_on"));
        }
        let (passphrase, made) = match input.protect {
            Protect::Made => (vault::random_passphrase()?, true),
            Protect::Passphrase(given) => (self.fit(given)?, false),
        };
        let image = {
            let mut act = self.act().await?;
            if let PackageTo::Path(_) = &input.to
                && store::workspace::get(&mut act.tx)
                    .await?
                    .approve_disclosures
            {
                return Err(Error::PackageNeedsApproval);
            }
            self.may_give(&mut act, case).await?
        };
        let mut files = self
            .sources(image.case.id, input.files, &input.attached)
            .await?;
        let file = self.id();
        if let PackageTo::Draft(_) = &input.to {
            files = self.scanned_whole(file, image.case.id, files).await?;
        }
        let given_at = self.now();
        let archive = Archive {
            files,
            passphrase: passphrase.clone(),
            language: crate::letters::language_of(image.case.language.as_deref()),
            given: self.day(given_at),
            manifest: Manifest {
                office: self.row().name,
                case: CaseNumber(number(image.case.number)).to_string(),
                given_at,
                fetch_by: input.expires_on,
                files: Vec::new(),
            },
        };
        let to = input.to.clone();
        let written = tokio::task::spawn_blocking(move || match to {
            PackageTo::Path(path) => to_file(archive, Path::new(&path)),
            PackageTo::Draft(_) => to_memory(archive),
        });
        let written = written.await.map_err(|_| Error::internal("package"))??;
        let package = self
            .keep_package(image.case.id, written, (&input.to, file))
            .await;
        if let (Err(_), PackageTo::Path(path)) = (&package, &input.to) {
            let _ = std::fs::remove_file(path);
        }
        Ok(Packed {
            package: package.map_err(|e| e.at(&self.inner.folder))?,
            passphrase: made.then(|| passphrase.to_string()),
        })
    }

    /// What is to go with a draft, read whole and scanned.
    async fn scanned_whole(
        &self,
        one: Uuid,
        case: Uuid,
        files: Vec<Source>,
    ) -> Result<Vec<Source>> {
        room(&files)?;
        let read = move || {
            files
                .into_iter()
                .map(|one| one.read(answers::LARGEST))
                .collect::<Result<Vec<_>>>()
        };
        let read = tokio::task::spawn_blocking(read).await;
        let read = read.map_err(|_| Error::internal("package"))??;
        self.all_scanned(one, case, &read).await?;
        Ok(read.into_iter().map(Source::Read).collect())
    }

    /// What is put into an archive; what came with messages is scanned, wherever it goes.
    async fn sources(
        &self,
        case: Uuid,
        paths: Vec<String>,
        attached: &[AttachedFile],
    ) -> Result<Vec<Source>> {
        let mut sources: Vec<Source> = paths.into_iter().map(Source::Path).collect();
        for one in attached {
            let row = self.find_message(one.message).await?;
            if row.message.case_id != Some(case) {
                return Err(Error::AttachmentMissing);
            }
            let (info, bytes) = self.file_of(&row, one.part, |_| true).await?;
            sources.push(Source::Read(ReadFile {
                of: Some(*one),
                name: info.name,
                bytes,
            }));
        }
        Ok(sources)
    }

    /// A passphrase of somebody's own, if it can't be guessed and is typed the same everywhere.
    fn fit(&self, given: String) -> Result<Zeroizing<String>> {
        let given = Zeroizing::new(given);
        let office = self.row().name;
        let plain = given.chars().all(|c| c == ' ' || c.is_ascii_graphic());
        if !plain || vault::strength(&given, &[&office]).bits < LEAST_BITS {
            return Err(Error::PackagePassphrase);
        }
        Ok(given)
    }

    /// The case that is given something, if it may be: what is asked goes to nobody of whom it is
    /// not established who they are, as with an answer (`Stop::NotVerified`).
    async fn may_give(&self, act: &mut Act<'_>, case: Uuid) -> Result<Image> {
        let case = store::complaints::root(&mut act.tx, case).await?;
        let image = Image::locked(&mut act.tx, case).await?;
        self.whole(act, &image).await?;
        let mut kinds = image.asks.iter().filter_map(|ask| ask.kind);
        if image.case.identity.0 != Identity::Verified && kinds.any(|kind| kind.0.needs_identity())
        {
            return Err(Error::PackageNotVerified);
        }
        Ok(image)
    }

    /// Keeps the record of an archive, and the archive with its draft.
    async fn keep_package(
        &self,
        case: Uuid,
        written: Written,
        (to, file): (&PackageTo, Uuid),
    ) -> Result<PackageView> {
        let mut act = self.act().await?;
        // Somebody may have erased it meanwhile, or doubt who asks.
        let case = self.may_give(&mut act, case).await?.case.id;
        let kept = written.kept;
        if let PackageTo::Draft(draft) = to {
            let name = format!("{}.zip", kept.manifest.case);
            let of = self
                .attach_in(&mut act.tx, *draft, (file, &name), &written.bytes)
                .await?;
            if of != case {
                return Err(Error::DraftGone);
            }
        }
        let id = self.id();
        let (key, wrap) = Sealer::to(self.ring().complaints()?)?.key(id)?;
        let row = PackageRow {
            id,
            case_id: case,
            at: kept.manifest.given_at,
            by: self.inner.me.id,
            expires_on: kept.manifest.fetch_by,
            generation: wrap.generation,
            wrapped: wrap.wrapped,
            sealed: self.ring().seal_json(&key, fields::PACKAGE, id, &kept)?,
        };
        store::package::add(&mut act.tx, &row).await?;
        act.log(
            Entry::case("case.package", case)
                .with("files", kept.manifest.files.len())
                .with("size", kept.size)
                .with("hash", &kept.sha256)
                .with("until", row.expires_on),
        );
        let people = self.people_in(&mut act.tx).await?;
        act.commit().await?;
        Ok(viewed(row, kept, &people))
    }

    /// What was given on a case, oldest first.
    pub(crate) async fn packages_in(
        &self,
        tx: &mut Tx,
        case: Uuid,
        people: &[Person],
    ) -> Result<Vec<PackageView>> {
        let ring = self.ring();
        let opened = store::package::of_case(tx, case)
            .await?
            .into_iter()
            .map(|row| {
                let key = ring.data_key(row.id, &row.wrapped, row.generation)?;
                let kept = ring.open_json(&key, fields::PACKAGE, row.id, &row.sealed)?;
                Ok(viewed(row, kept, people))
            });
        opened.collect()
    }
}

fn viewed(row: PackageRow, kept: Kept, people: &[Person]) -> PackageView {
    PackageView {
        id: row.id,
        at: row.at,
        by: Person::among(people, row.by),
        expires_on: row.expires_on,
        files: kept.manifest.files,
        size: kept.size,
        sha256: kept.sha256,
    }
}

/// Writes an archive to a file that is not there yet; where that fails, it is not there again.
fn to_file(archive: Archive, to: &Path) -> Result<Written> {
    let failed = |e: &std::io::Error| io_error(to, e);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(to).map_err(|e| match e.kind() {
        std::io::ErrorKind::AlreadyExists => Error::PackageExists { path: show(to) },
        _ => io_error(to, &e),
    })?;
    let written = archive.write(file, failed).and_then(|(manifest, file)| {
        file.sync_all().map_err(|e| io_error(to, &e))?;
        let (size, sha256) = measured(file, failed)?;
        Ok(Written {
            kept: Kept {
                manifest,
                size,
                sha256,
            },
            bytes: Vec::new(),
        })
    });
    if written.is_err() {
        let _ = std::fs::remove_file(to);
    }
    written
}

/// Refuses files that come to more than an answer's may.
fn room(files: &[Source]) -> Result<()> {
    match files.iter().map(Source::size).sum::<Result<u64>>()? > answers::LARGEST {
        true => Err(answers::too_large()),
        false => Ok(()),
    }
}

/// Writes an archive that goes with a draft.
fn to_memory(archive: Archive) -> Result<Written> {
    let failed = |e: &std::io::Error| Error::internal(format_args!("package: {:?}", e.kind()));
    let (manifest, out) = archive.write(Cursor::new(Vec::new()), failed)?;
    let (size, sha256) = measured(Cursor::new(out.get_ref()), failed)?;
    Ok(Written {
        kept: Kept {
            manifest,
            size,
            sha256,
        },
        bytes: out.into_inner(),
    })
}
