//! What others of a team change is told to the page while a workspace is open.

use std::collections::BTreeSet;
use std::time::Duration;

use desk::Desk;
use desk::team::Heard;
use tauri::{AppHandle, async_runtime};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::time::sleep;

use super::events::{self, Changed};

/// How long the page is left alone between two pieces of news: each has it fetch anew.
const PACE: Duration = Duration::from_millis(300);

/// Tells the page until the desk closes.
pub fn watch(app: AppHandle, desk: Desk) {
    let (hear, heard) = mpsc::unbounded_channel();
    async_runtime::spawn(async move {
        // Nobody hears it where the page is gone.
        desk.listen(|news| drop(hear.send(news))).await;
    });
    async_runtime::spawn(tell(app, heard));
}

async fn tell(app: AppHandle, mut heard: UnboundedReceiver<Heard>) {
    while let Some(first) = heard.recv().await {
        let mut changed = BTreeSet::new();
        let mut news = Some(first);
        while let Some(one) = news {
            match one {
                Heard::Changed(desk) => changed.extend(of(&desk)),
                Heard::Lost => events::reached(&app, false),
                Heard::Back => {
                    events::reached(&app, true);
                    changed.extend(Changed::ALL);
                }
            }
            news = heard.try_recv().ok();
        }
        let changed: Vec<Changed> = changed.into_iter().collect();
        events::changed(&app, &changed);
        sleep(PACE).await;
    }
}

fn of(desk: &str) -> Option<Changed> {
    Some(match desk {
        "complaints" => Changed::Complaints,
        "drafts" => Changed::Drafts,
        "mailbox" => Changed::Mailbox,
        "audit" => Changed::Audit,
        "people" => Changed::People,
        "presence" => Changed::Presence,
        "retention" => Changed::Retention,
        "settings" => Changed::Workspace,
        _ => return None,
    })
}
