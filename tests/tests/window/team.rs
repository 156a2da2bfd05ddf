//! A team in the real window, on a real PostgreSQL, by keyboard alone: set up, joined, confirmed by
//! the fingerprint, and left.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::json;
use tempfile::TempDir;
use testbed::Postgres;
use tests::repository::root;
use tests::window::{Key, Opening, Window};

const FIRST: &str = "seven lanterns over the frozen canal";
const SECOND: &str = "nine copper kettles under a quiet bridge";

/// A person's computer: their home, and how their window looks.
struct Seat {
    home: TempDir,
    language: &'static str,
    theme: &'static str,
    size: (u32, u32),
}

impl Seat {
    fn new(language: &'static str, theme: &'static str, size: (u32, u32)) -> Result<Self> {
        let home = tempfile::tempdir()?;
        let folder: PathBuf = home.path().join("config/privacy-desk");
        std::fs::create_dir_all(&folder)?;
        let kept = json!({ "prefs": { "language": language, "theme": theme } });
        std::fs::write(folder.join("window.json"), kept.to_string())?;
        Ok(Self {
            home,
            language,
            theme,
            size,
        })
    }

    /// Sits down: the window opens as it was left.
    async fn open(&self) -> Result<Window> {
        let opening = Opening {
            size: self.size,
            home: Some(self.home.path().to_owned()),
            ..Opening::default()
        };
        Window::open(opening).await
    }

    /// Gives the passphrase of the workspace that was open here last.
    async fn unlock(&self, window: &Window, passphrase: &str) -> Result<()> {
        window.wait_for("input[type=password]:focus").await?;
        window.keys(passphrase).await?;
        window.press(Key::Enter).await
    }

    /// Looks at the screen with axe, and leaves a picture of it.
    async fn look(&self, window: &Window, name: &str) -> Result<()> {
        let (language, theme) = (self.language, self.theme);
        window
            .screenshot(&picture(&format!("{name}-{language}-{theme}")))
            .await?;
        let found = window.axe().await?;
        assert!(found.is_empty(), "axe on {name}:\n{}", found.join("\n"));
        Ok(())
    }
}

fn picture(name: &str) -> PathBuf {
    root().join(format!("target/window/team-{name}.png"))
}

/// Gets up: nothing is in the console.
async fn leave(window: Window) -> Result<()> {
    let errors = window.errors().await?;
    assert!(errors.is_empty(), "the console:\n{}", errors.join("\n"));
    window.close().await
}

/// An act's picture where it failed.
async fn told<T>(window: &Window, name: &str, act: Result<T>) -> Result<T> {
    if act.is_err() {
        window
            .screenshot(&picture(&format!("{name}-broke")))
            .await?;
    }
    act
}

/// Sets a team up with a login that may make no roles, once an administrator has run what is shown.
async fn sets_up(seat: &Seat, window: &Window, place: &Place<'_>) -> Result<()> {
    window.push("Set up a team").await?;
    window
        .fill("Address of the database", "not an address")
        .await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text("main form [role=alert]", "An address looks like")
        .await?;
    window.wait_for("input[aria-invalid=true]:focus").await?;
    window
        .fill("Address of the database", &place.address)
        .await?;
    window
        .fill("Password of that login", &place.password)
        .await?;
    seat.look(window, "server").await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text("main form pre", "grant connect")
        .await?;
    seat.look(window, "no-roles").await?;
    let sql = window.text_of("main form pre").await?;
    assert!(!sql.contains(&place.password), "{sql}");
    place.server.psql(&place.database, &sql)?;
    window.push("Continue").await?;
    window
        .wait_for_text("main form h1", "Give it a name")
        .await?;
    window.fill("Name of the workspace", "Ming Live").await?;
    window.fill("Your name", "Li Wen").await?;
    seat.look(window, "place").await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text("main form .paper", "Undertaking of confidentiality")
        .await?;
    seat.look(window, "undertaking-first").await?;
    window.tab_to("I have read it").await?;
    window.keys(" ").await?;
    window.push("Continue").await?;
    window.fill("New passphrase", FIRST).await?;
    window.fill("Type it again", FIRST).await?;
    window.press(Key::Enter).await?;
    window.type_code_back().await?;
    window.wait_for(".app").await?;
    Ok(())
}

/// Invites somebody, and gives the address and the code that are to be handed on.
async fn invites(seat: &Seat, window: &Window) -> Result<(String, String)> {
    window.keys("gp").await?;
    window.wait_for_text("[role=grid]", "Li Wen").await?;
    seat.look(window, "people").await?;
    window.keys("c").await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Name", "陈安").await?;
    window.fill("E-mail", "chen.an@example.com").await?;
    window.tab_to("Officer").await?;
    window.keys(" ").await?;
    window.tab_to("Manager").await?;
    window.keys(" ").await?;
    window.push("Finance").await?;
    seat.look(window, "invite").await?;
    window.chord(&[Key::Control], Key::Enter.into()).await?;
    window.wait_for("dialog ol.code li").await?;
    let code = window.texts("dialog ol.code li").await?.join("-");
    let url = window.text_of("dialog .url").await?;
    window.push("Copy the code").await?;
    window.wait_for_text("dialog", "Copied").await?;
    seat.look(window, "code").await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;
    Ok((url, code))
}

/// Joins, and gives the fingerprint that is shown.
async fn joins(seat: &Seat, window: &Window, url: &str, code: &str) -> Result<String> {
    window.push("加入团队").await?;
    window.fill("数据库地址", url).await?;
    let wrong = if code.starts_with('A') { "B" } else { "A" };
    window
        .fill("邀请码", &format!("{wrong}{}", &code[1..]))
        .await?;
    window.press(Key::Enter).await?;
    window.fill("新口令", SECOND).await?;
    window.fill("再输入一次", SECOND).await?;
    window.press(Key::Enter).await?;
    // Found out at the server, and said where the code is.
    window
        .wait_for_text("main form [role=alert]", "邀请码有误")
        .await?;
    seat.look(window, "join").await?;
    window.fill("邀请码", code).await?;
    window.press(Key::Enter).await?;
    window.fill("新口令", SECOND).await?;
    window.fill("再输入一次", SECOND).await?;
    window.press(Key::Enter).await?;
    window
        .wait_for_text("main form .paper", "保密承诺书")
        .await?;
    window.press(Key::Enter).await?;
    seat.look(window, "undertaking").await?;
    window.tab_to("我已阅读").await?;
    window.keys(" ").await?;
    window.push("继续").await?;
    window.type_code_back().await?;
    let fingerprint = shown(window).await?;
    seat.look(window, "waiting").await?;
    window.push("尝试打开").await?;
    window
        .wait_for_text("main form [role=status]", "尚未确认")
        .await?;
    Ok(fingerprint)
}

/// The fingerprint that is shown large.
async fn shown(window: &Window) -> Result<String> {
    window
        .wait_for("ol[aria-label*=指纹], ol[aria-label*=ingerprint]")
        .await?;
    let groups = window
        .texts("ol[aria-label*=指纹] li, ol[aria-label*=ingerprint] li")
        .await?;
    Ok(groups.join(" "))
}

/// Compares what was read out, and confirms; then there is a case for the two of them.
async fn confirms(seat: &Seat, window: &Window, read_out: &str) -> Result<()> {
    window.wait_for(".app").await?;
    window.keys("gp").await?;
    window.wait_for_text("main .person", "陈安").await?;
    seat.look(window, "joined").await?;
    window.keys("e").await?;
    assert_eq!(shown(window).await?, read_out);
    window
        .fill("Does what they read match?", "0000 0000")
        .await?;
    window
        .wait_for_text("dialog [role=alert]", "This is not the key")
        .await?;
    let heard = read_out.get(..9).context("two groups")?.to_uppercase();
    window.fill("Does what they read match?", &heard).await?;
    seat.look(window, "confirm").await?;
    window.confirm().await?;
    window
        .wait_for_text("[role=grid]", "Officer, Manager of Finance")
        .await?;
    window.wait_gone(".says.soon").await?;

    window
        .wait_for_text(".rail", "Officer, Administrator")
        .await?;
    window.keys("gc").await?;
    window.wait_for("main .list, main .empty").await?;
    window.keys("c").await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Subject", "About a gift").await?;
    window.confirm().await?;
    window.wait_for_text("[role=option]", "About a gift").await
}

/// Works the case of somebody else.
async fn works(window: &Window) -> Result<()> {
    window
        .wait_for_text("[role=option]", "About a gift")
        .await?;
    window.press(Key::Enter).await?;
    window.wait_for("[role=toolbar]").await?;
    window.keys("n").await?;
    window.wait_for("dialog[open]").await?;
    window.keys("已致电。").await?;
    window.confirm().await?;
    window.wait_for_text("main", "已致电。").await
}

/// Makes the other an auditor, and lets somebody go who has not come yet.
async fn changes(seat: &Seat, window: &Window) -> Result<()> {
    window.wait_for(".app").await?;
    window.keys("gp").await?;
    window.wait_for_text("[role=grid]", "陈安").await?;
    window.keys("c").await?;
    window.wait_for("dialog[open]").await?;
    window.fill("Name", "Uma Kerr").await?;
    window.tab_to("Staff").await?;
    window.keys(" ").await?;
    window.chord(&[Key::Control], Key::Enter.into()).await?;
    window.wait_for("dialog .url").await?;
    window.press(Key::Escape).await?;
    window.wait_for_text("[role=grid]", "Uma Kerr").await?;
    window.press(Key::End).await?;
    window.wait_for_text("main .person", "Uma Kerr").await?;
    window.keys("x").await?;
    window.wait_for("dialog[open]").await?;
    seat.look(window, "let-go").await?;
    window.confirm().await?;
    window
        .wait_for_text("main .person", "They have left")
        .await?;

    window.press(Key::Home).await?;
    window.keys("j").await?;
    window.wait_for_text("main .person", "陈安").await?;
    window.palette("Roles").await?;
    window.wait_for("dialog[open]").await?;
    for role in ["Officer", "Manager", "Auditor"] {
        window.tab_to(role).await?;
        window.keys(" ").await?;
    }
    window
        .wait_for_text("dialog", "Complaints close to them")
        .await?;
    seat.look(window, "roles").await?;
    window.confirm().await?;
    window.wait_for_text("[role=grid]", "Auditor").await
}

/// Without the role of an officer there is no complaint to be seen, and nothing that only fails.
async fn audits(seat: &Seat, window: &Window) -> Result<()> {
    window.wait_for_text("main h1", "审计日志").await?;
    window
        .wait_for_text("[role=grid]", "已确认人员密钥")
        .await?;
    let desks = window.texts(".rail nav .nav-i").await?;
    assert_eq!(desks.len(), 3, "people, log and settings: {desks:?}");
    seat.look(window, "auditor").await?;
    // Neither a key nor the palette leads elsewhere.
    window.keys("gc").await?;
    window.keys("gm").await?;
    window.keys("g,").await?;
    window.wait_for_text("main h1", "设置").await?;
    window.wait_for_text("main .facts", "PostgreSQL").await?;
    seat.look(window, "settings").await?;
    window.keys("gp").await?;
    window.wait_for_text("[role=grid]", "Li Wen").await?;
    seat.look(window, "people-auditor").await?;
    let failed = window.find_count("[role=alert]").await?;
    assert_eq!(failed, 0);
    Ok(())
}

/// An empty database, and a login that may make no roles.
struct Place<'s> {
    server: &'s Postgres,
    database: String,
    address: String,
    password: String,
}

impl<'s> Place<'s> {
    fn new(server: &'s Postgres) -> Result<Self> {
        let url = server.fresh_database()?;
        let database = url.rsplit('/').next().context("name")?.to_owned();
        let password = "a login of this test alone".to_owned();
        let mover = format!("create role mover login password '{password}'");
        server.psql(&database, &mover)?;
        let address = format!("postgres://mover@127.0.0.1:{}/{database}", server.port());
        Ok(Self {
            server,
            database,
            address,
            password,
        })
    }
}

#[tokio::test]
async fn a_team_is_set_up_joined_and_worked_in() -> Result<()> {
    let server = Postgres::start()?;
    let place = Place::new(&server)?;
    let first = Seat::new("en", "light", (1440, 900))?;
    let second = Seat::new("zh-CN", "dark", (1100, 700))?;

    let window = first.open().await?;
    let set_up = sets_up(&first, &window, &place).await;
    told(&window, "set-up", set_up).await?;
    let (url, code) = told(&window, "invites", invites(&first, &window).await).await?;
    leave(window).await?;

    let window = second.open().await?;
    let joined = joins(&second, &window, &url, &code).await;
    let fingerprint = told(&window, "joins", joined).await?;
    leave(window).await?;
    // The program was closed meanwhile: it still says what is missing.
    let window = second.open().await?;
    second.unlock(&window, SECOND).await?;
    assert_eq!(
        told(&window, "again", shown(&window).await).await?,
        fingerprint
    );
    leave(window).await?;

    let window = first.open().await?;
    first.unlock(&window, FIRST).await?;
    let confirmed = confirms(&first, &window, &fingerprint).await;
    told(&window, "confirms", confirmed).await?;
    leave(window).await?;

    let window = second.open().await?;
    second.unlock(&window, SECOND).await?;
    told(&window, "works", works(&window).await).await?;
    leave(window).await?;

    let window = first.open().await?;
    first.unlock(&window, FIRST).await?;
    told(&window, "changes", changes(&first, &window).await).await?;
    leave(window).await?;

    let window = second.open().await?;
    second.unlock(&window, SECOND).await?;
    told(&window, "audits", audits(&second, &window).await).await?;
    // A server that is gone is said, wherever one is.
    let Place { password, .. } = place;
    drop(server);
    let said = window.wait_for(".rail .away svg").await;
    told(&window, "away", said).await?;
    second.look(&window, "away").await?;
    leave(window).await?;
    no_password(first.home.path(), &password)
}

/// The password of whoever set the team up is nowhere on the computer.
fn no_password(home: &Path, password: &str) -> Result<()> {
    let team = std::fs::read_to_string(home.join("Ming Live.desk/team"))?;
    assert!(!team.contains(password), "{team}");
    Ok(())
}
