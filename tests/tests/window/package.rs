//! Files in the real window: what a real clamd says of them, and what is given of them as one
//! encrypted archive, through a real Exim and a real Dovecot. By keyboard alone.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use testbed::Clamd;
use tests::pdesk::Office;
use tests::post::{ADA, Post, USER};
use tests::window::{Key, Window};

/// A request with two files: one that the scanner finds, and one that is nothing.
fn with_files(subject: &str) -> Vec<u8> {
    let eicar = String::from_utf8(Clamd::eicar()).expect("ASCII");
    let file = |name: &str, text: &str| {
        format!(
            "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename={name}\n\n{text}\n"
        )
    };
    let picture = format!("data:image/gif;base64,{}", marked());
    format!(
        "From: Ada Quill <{ADA}>\nTo: {USER}\nSubject: {subject}\nMessage-ID: <files@example.com>\n\
         Date: Mon, 3 Aug 2026 09:00:00 +0800\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n\
         <p>Please send me a copy of my data. I do not know what these are.</p><img src=\"{picture}\">\n\
         {}{}--b--\n",
        file("found.bin", &eicar),
        file("chat.csv", "me,hello")
    )
    .into_bytes()
}

/// A picture of which the scanner knows a part, in base64: the header of a GIF, and that.
fn marked() -> String {
    let path = tempfile::NamedTempFile::new().expect("a file");
    let mut bytes = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;".to_vec();
    bytes.extend(Clamd::MARK.as_bytes());
    std::fs::write(path.path(), bytes).expect("written");
    let encoded = Command::new("base64").arg("-w0").arg(path.path()).output();
    String::from_utf8(encoded.expect("base64").stdout).expect("ASCII")
}

#[tokio::test]
async fn files_are_scanned_and_given() -> Result<()> {
    let (office, post, clamd) = (Office::new()?, Post::start()?, Clamd::start()?);
    post.read_by(&office, true)?;
    post.dovecot
        .deliver(USER, "INBOX", &with_files("A copy of my data"))?;
    let window = Window::at_work(&office).await?;
    let told = async {
        window
            .wait_for_text("[role=option]", "A copy of my data")
            .await?;
        scanned(&window, &clamd).await?;
        let passphrase = given(&window, &office).await?;
        sent(&window, &post, &passphrase).await
    };
    let told = told.await;
    window.end("package", told).await?;
    let log = office.json(&["audit", "log"])?.to_string();
    for act in [
        "workspace.scanner-set",
        "message.attachment-infected",
        "case.package",
    ] {
        assert!(log.contains(act), "{act}: {log}");
    }
    Ok(())
}

/// Says where the scanner is, and sees what it says.
async fn scanned(window: &Window, clamd: &Clamd) -> Result<()> {
    let files = ".reading-pane ul[aria-label^='2 ']";
    window.go_to_case(1, "A copy of my data").await?;
    window
        .wait_for_text(files, "Not scanned: no virus scanner is set up")
        .await?;
    window.looked_at("scan-none").await?;

    window.palette("Virus scanner").await?;
    window.wait_for("#settings-scanner:focus").await?;
    window.tab_to("○ nowhere").await?;
    window.press(Key::Right).await?;
    window.press(Key::Right).await?;
    window.fill("Address", "192.0.2.1").await?;
    window.fill("Port", &clamd.port().to_string()).await?;
    window.push("Keep").await?;
    let section = "section[aria-labelledby=settings-scanner]";
    window
        .wait_for_text(section, "A scanner has to be on this computer")
        .await?;
    window.focus("#settings-scanner").await?;
    window.fill("Address", "localhost").await?;
    window.push("Keep").await?;
    window.wait_for_text(section, "It finds the file").await?;
    window.looked_at("scan-settings").await?;

    window.go_to_case(1, "A copy of my data").await?;
    window
        .wait_for_text(files, &format!("Infected: {}", Clamd::KNOWN))
        .await?;
    window
        .wait_for_text(files, "Scanned, nothing found")
        .await?;
    let saves = "return [...document.querySelectorAll('.reading-pane li .btn')].length";
    assert_eq!(window.script(saves, vec![]).await?, 1, "of the clean one");
    window.looked_at("scan-verdicts").await?;
    window.keys("h").await?;
    window
        .wait_for_text(".reading-pane", "1 picture is kept back")
        .await?;
    window.looked_at("scan-page").await
}

/// Gives a file of the case and one of the office; gives the passphrase.
async fn given(window: &Window, office: &Office) -> Result<String> {
    window.palette("Give files").await?;
    window
        .wait_for_text("dialog[open]", "nothing that they ask may be given")
        .await?;
    window.looked_at("package-unverified").await?;
    window.press(Key::Escape).await?;
    window.wait_gone("dialog[open]").await?;
    window.keys("v").await?;
    window.wait_for("dialog[open]").await?;
    window.tab_to("○ Signed in").await?;
    window.keys(" ").await?;
    window.confirm().await?;

    window.palette("Give files").await?;
    window.wait_for("dialog[open]").await?;
    // What the scanner found is not to be chosen.
    window
        .wait_for_text("dialog[open] .kept-back", "found.bin")
        .await?;
    window.tab_to("chat.csv").await?;
    window.keys(" ").await?;
    let own = office.folder().join("what we hold.txt");
    std::fs::write(&own, "What we hold of you.")?;
    window.push("Add a file").await?;
    window.native_dialog("A file that is given", &own).await?;
    window
        .wait_for_text("dialog[open]", "what we hold.txt")
        .await?;
    window.looked_at("package-form").await?;
    window.send().await?;
    window.wait_for("dialog[open] output").await?;
    window.looked_at("package-made").await?;
    let passphrase = window.text_of("dialog[open] output").await?;
    window.press(Key::Escape).await?;
    Ok(passphrase.trim().to_owned())
}

/// It goes with the answer, and opens where it arrives.
async fn sent(window: &Window, post: &Post, passphrase: &str) -> Result<()> {
    window.wait_for(".reply textarea:focus").await?;
    window.wait_for_text(".reply li", "C-1.zip").await?;
    window
        .wait_for_text(".reply li", "Scanned, nothing found")
        .await?;
    window.keys("Dear Ada, this is what we hold.").await?;
    window.wait_for_text(".reply header", "Saved").await?;
    window.looked_at("package-draft").await?;
    window.send().await?;
    window
        .wait_for_text(".stops", "can’t be looked through")
        .await?;
    window.wait_for(".stops input:focus").await?;
    window.keys(" ").await?;
    window.send().await?;
    window.comes_to_say(".sending", "Sent").await?;
    let packages = ".side section[aria-label='Given as files']";
    window.wait_for_text(packages, "2 files").await?;
    window.wait_for_text(packages, "To be fetched by").await?;
    window.focus(&format!("{packages} summary")).await?;
    window.press(Key::Enter).await?;
    window.wait_for_text(packages, "what we hold.txt").await?;
    window.looked_at("package-record").await?;

    let ada = Office::new()?;
    let mail = ada.folder().join("mail.eml");
    std::fs::write(&mail, &post.ada_has(1).await?[0])?;
    ada.fine(&["import", "mail.eml"])?;
    ada.fine(&["messages", "export", "--all", "--attachments", "--to=got"])?;
    let got = std::fs::read_dir(ada.folder().join("got"))?;
    let got = got.filter_map(|one| Some(one.ok()?.path()));
    let zip = got
        .into_iter()
        .find(|path| path.extension() == Some("zip".as_ref()));
    assert_eq!(unpacked(&zip.expect("an archive"), passphrase)?, "me,hello");
    Ok(())
}

/// What is in the file of the case, as 7-Zip, by either of its names, finds it.
fn unpacked(zip: &Path, passphrase: &str) -> Result<String> {
    let with = |name: &str| {
        let mut command = Command::new(name);
        command.args(["x", "-so", &format!("-p{passphrase}")]);
        command.arg(zip).arg("chat.csv").output()
    };
    let said = with("7zz").or_else(|_| with("7z"))?;
    assert!(said.status.success(), "{said:?}");
    Ok(String::from_utf8(said.stdout)?.trim().to_owned())
}

/// A case that asks for nothing that needs to know who asks.
fn unasked() -> Result<Office> {
    let office = Office::new()?;
    office.fine(&[
        "cases",
        "new",
        "--channel=phone",
        "--subject=推送",
        "--text=请不要再推送。",
        "--kind=stop-push",
        "--name=李娜",
    ])?;
    Ok(office)
}

#[tokio::test]
async fn a_package_goes_to_a_file_under_an_agreed_passphrase() -> Result<()> {
    let (office, home) = (unasked()?, tempfile::tempdir()?);
    let look = ("en", "dark");
    let window = Window::at_work_as(&office, home.path(), look, (1100, 700)).await?;
    let told = to_file(&window, &office).await;
    window.end("package-file", told).await?;
    let case = office.json(&["cases", "show", "1"])?;
    let files = case["packages"][0]["files"].as_array().map(Vec::len);
    assert_eq!(files, Some(1), "{case}");
    Ok(())
}

async fn to_file(window: &Window, office: &Office) -> Result<()> {
    window.wait_for_text("[role=option]", "推送").await?;
    window.go_to_case(1, "推送").await?;
    window.palette("Give files").await?;
    // Nothing they ask needs it; that nobody knows who asks is said all the same.
    window
        .wait_for_text("dialog[open]", "It is not established who asks")
        .await?;
    let own = office.folder().join("notes.txt");
    std::fs::write(&own, "No more pushes.")?;
    window.push("Add a file").await?;
    window.native_dialog("A file that is given", &own).await?;
    window.wait_for_text("dialog[open]", "notes.txt").await?;
    window.tab_to("○ Made here").await?;
    window.press(Key::Right).await?;
    window.fill("The passphrase", "secret").await?;
    window.tab_to("○ with an answer").await?;
    window.press(Key::Right).await?;
    window.looked_at("package-file-form").await?;
    let out = office.folder().join("given.zip");
    window.send().await?;
    window.native_dialog("Save the archive as", &out).await?;
    window
        .wait_for_text("dialog[open]", "This passphrase could be guessed")
        .await?;
    assert!(!out.exists());
    window
        .fill("The passphrase", "heron lathe quince tundra velvet oboe")
        .await?;
    window.send().await?;
    window.native_dialog("Save the archive as", &out).await?;
    window.wait_for_text("dialog[open]", "given.zip").await?;
    window.looked_at("package-file-made").await?;
    assert!(out.exists());
    window.press(Key::Escape).await?;
    window
        .wait_for_text(".side section[aria-label='Given as files']", "1 file")
        .await?;
    window.looked_at("package-file-record").await
}

#[tokio::test]
async fn it_stands_in_a_small_window_in_the_other_language() -> Result<()> {
    let (office, home) = (unasked()?, tempfile::tempdir()?);
    std::fs::write(office.folder().join("说明.txt"), "已停止推送。")?;
    office.fine(&["cases", "package", "1", "说明.txt", "--out=given.zip"])?;
    let look = ("zh-CN", "light");
    let window = Window::at_work_as(&office, home.path(), look, (1100, 700)).await?;
    let told = async {
        let given = ".side section[aria-label=已提供的文件]";
        window.wait_for_text("[role=option]", "推送").await?;
        window.go_to_case(1, "推送").await?;
        window.wait_for_text(given, "1 个文件").await?;
        window.focus(&format!("{given} summary")).await?;
        window.press(Key::Enter).await?;
        window.wait_for_text(given, "说明.txt").await?;
        window.looked_at("package-small-record").await?;
        window.palette("提供文件").await?;
        window
            .wait_for_text("dialog[open]", "请求人身份尚未核实")
            .await?;
        window.looked_at("package-small-form").await?;
        window.press(Key::Escape).await?;
        window.palette("病毒扫描程序").await?;
        window.wait_for("#settings-scanner:focus").await?;
        window.tab_to("○ 无").await?;
        window.press(Key::Right).await?;
        window.looked_at("scan-small-settings").await
    };
    let told = told.await;
    window.end("package-small", told).await
}
