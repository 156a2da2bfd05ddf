//! The desktop hears of urgent mail and of what falls due today: counts, and nothing of a case.
//! What it hears goes by the session bus (Desktop Notifications Specification 1.2).

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use chrono::{DateTime, Local, NaiveDate, Utc};
use cli::Words;
use desk::Desk;
use domain::data::Language;
use tauri::{AppHandle, Manager as _, async_runtime};
use uuid::Uuid;
use webkit2gtk::gio::prelude::ToVariant as _;
use webkit2gtk::{gio, glib};

use super::memory::{self, Memory};
use super::office::Office;

/// How often it is looked, beside when mail has come in.
const GLANCE: Duration = Duration::from_secs(15);
/// Between two pieces of news of mail: they come in batches.
const PACE: Duration = Duration::from_secs(2);
/// How long the desktop may take, in milliseconds.
const PATIENCE: i32 = 5_000;

/// What was told of an open workspace.
struct Told {
    since: DateTime<Utc>,
    urgent: HashSet<Uuid>,
    /// The last day of which it was told what falls due.
    due: Option<NaiveDate>,
}

/// Looks until the desk closes.
pub fn watch(app: AppHandle, desk: &Desk) {
    let mut news = desk.mailbox_news();
    async_runtime::spawn(async move {
        let mut told = Told {
            since: Utc::now(),
            urgent: HashSet::new(),
            due: None,
        };
        loop {
            tokio::time::sleep(PACE).await;
            look(&app, &mut told).await;
            // The sender goes with the last that holds the desk; so nothing here holds it.
            if let Ok(Err(_)) = tokio::time::timeout(GLANCE, news.changed()).await {
                return;
            }
        }
    });
}

async fn look(app: &AppHandle, told: &mut Told) {
    let prefs = app.state::<Memory>().prefs();
    // Who has no cases has none that are urgent; what fails is told where somebody asks for it.
    let Ok(desk) = app.state::<Office>().desk().await else {
        return;
    };
    let Ok(found) = desk.notices(told.since).await else {
        return;
    };
    let urgent = found
        .urgent
        .into_iter()
        .filter(|id| told.urgent.insert(*id))
        .count();
    let today = Local::now().date_naive();
    let is_new_day = told.due.replace(today) != Some(today);
    if !prefs.notify {
        return;
    }
    let words = Words::of(match prefs.language {
        memory::Language::English => Language::English,
        memory::Language::Chinese => Language::Chinese,
        memory::Language::System => Words::environment(),
    });
    let say = |id: &str, count: usize| {
        let text = words.say(id, &[("count", count.into())]);
        // A desktop that shows none is one without them.
        async_runtime::spawn_blocking(move || drop(notify(&text)));
    };
    if urgent > 0 {
        say("notice-urgent", urgent);
    }
    if is_new_day && found.due_today > 0 {
        say("notice-due", found.due_today as usize);
    }
}

/// Asks the desktop to show a sentence.
fn notify(text: &str) -> Result<(), glib::Error> {
    let bus = gio::bus_get_sync(gio::BusType::Session, None::<&gio::Cancellable>)?;
    let hints = HashMap::from([("desktop-entry", "privacy-desk".to_variant())]);
    let none: [&str; 0] = [];
    let message = (
        "Privacy Desk",
        0_u32,
        "",
        "Privacy Desk",
        text,
        &none[..],
        hints,
        -1_i32,
    );
    bus.call_sync(
        Some("org.freedesktop.Notifications"),
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
        "Notify",
        Some(&message.to_variant()),
        None,
        gio::DBusCallFlags::NONE,
        PATIENCE,
        None::<&gio::Cancellable>,
    )
    .map(drop)
}
