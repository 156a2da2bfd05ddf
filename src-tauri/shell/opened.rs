//! What somebody has opened to look at: pages of messages, served to a frame of their own, and a
//! file that is drawn page by page. Kept in memory until the workspace is closed, under names that
//! only the window knows.

use std::collections::VecDeque;
use std::env;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use desk::intake::PAGE_POLICY;
use desk::{Error, Result};
use preview::{Drawn, Refusal};
use tauri::http::{Response, StatusCode, header};
use tauri::{Manager as _, UriSchemeContext, Wry};
use uuid::Uuid;

use super::office::Office;

/// The scheme under which pages are served, and no other thing.
pub const SCHEME: &str = "letter";
/// So many pages are kept; the oldest goes first.
const MOST: usize = 20;

/// What is open to be looked at.
#[derive(Default)]
pub struct Opened(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    pages: VecDeque<(Uuid, String)>,
    file: Option<(Uuid, Arc<[u8]>)>,
}

impl Opened {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a page; the address under which a frame finds it.
    pub fn put_page(&self, html: String) -> String {
        let id = Uuid::new_v4();
        let mut kept = self.kept();
        kept.pages.push_back((id, html));
        if kept.pages.len() > MOST {
            kept.pages.pop_front();
        }
        format!("{SCHEME}://localhost/{id}")
    }

    fn page(&self, path: &str) -> Option<String> {
        let id: Uuid = path.strip_prefix('/')?.parse().ok()?;
        let kept = self.kept();
        let found = kept.pages.iter().find(|(page, _)| *page == id);
        found.map(|(_, html)| html.clone())
    }

    /// Keeps a file, in place of the one before.
    pub fn put_file(&self, bytes: Vec<u8>) -> Uuid {
        let id = Uuid::new_v4();
        self.kept().file = Some((id, bytes.into()));
        id
    }

    /// The file, if it is still open.
    pub fn file(&self, id: Uuid) -> Option<Arc<[u8]>> {
        let kept = self.kept();
        let found = kept.file.as_ref().filter(|(file, _)| *file == id);
        found.map(|(_, bytes)| Arc::clone(bytes))
    }

    /// Forgets all of it.
    pub fn forget(&self) {
        *self.kept() = Kept::default();
    }
}

/// Answers a frame: with a page that was opened, under a policy that lets it do nothing.
pub fn serve(context: UriSchemeContext<'_, Wry>, path: &str) -> Response<Vec<u8>> {
    let page = context.app_handle().state::<Office>().opened.page(path);
    let mut response = Response::new(Vec::new());
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    match page {
        Some(html) => *response.body_mut() = html.into_bytes(),
        None => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    response
}

/// Has a page of a stranger's file drawn, in a process of its own.
///
/// # Errors
/// [`Error::NoPreview`], [`Error::PreviewLimit`], [`Error::PreviewBroken`].
pub fn drawn(bytes: &[u8], page: usize) -> Result<Drawn> {
    let program = env::current_exe().map_err(|_| Error::Internal {
        place: "shell: own program".to_owned(),
    })?;
    preview::draw(program.as_os_str(), bytes, page).map_err(|refusal| match refusal {
        Refusal::Unknown => Error::NoPreview,
        Refusal::Limit => Error::PreviewLimit,
        Refusal::Broken => Error::PreviewBroken,
    })
}
