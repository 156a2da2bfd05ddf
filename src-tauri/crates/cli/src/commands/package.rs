//! `pdesk cases package`

use chrono::Days;
use desk::Desk;
use desk::package::{PackageInput, PackageTo, Protect};

use crate::args::PackageArgs;
use crate::office::{Office, Result, today, zone};
use crate::output::Said;
use crate::terminal;

/// How long it is to be fetched where nobody says it.
const DAYS: Days = Days::new(30);

pub async fn package(office: &Office, desk: &Desk, args: PackageArgs) -> Result<Said> {
    let case = desk.case_id(&args.case.case).await?;
    let protect = match &args.protect_with {
        Some(file) => Protect::Passphrase(terminal::secret_file(file)?.to_string()),
        None => Protect::Made,
    };
    let whole = |path: std::path::PathBuf| path.to_string_lossy().into_owned();
    let to = match (args.draft, args.out) {
        (Some(draft), _) => PackageTo::Draft(draft),
        (None, out) => PackageTo::Path(out.map(whole).unwrap_or_default()),
    };
    let expires = args.expires.unwrap_or_else(|| today(zone(desk)) + DAYS);
    let input = PackageInput {
        files: args.files.into_iter().map(whole).collect(),
        attached: args.attached,
        protect,
        expires_on: expires,
        to,
    };
    let packed = desk.package_make(case, input).await?;
    office.say(&packed, |words| {
        let package = &packed.package;
        let params = [
            ("files", package.files.len().into()),
            ("bytes", package.size.into()),
            ("sha256", package.sha256.as_str().into()),
            ("day", package.expires_on.to_string().into()),
        ];
        let mut text = words.say("package-made", &params);
        if let Some(made) = &packed.passphrase {
            text.push('\n');
            text += &words.say(
                "package-passphrase",
                &[("passphrase", made.as_str().into())],
            );
        }
        text
    })
}
