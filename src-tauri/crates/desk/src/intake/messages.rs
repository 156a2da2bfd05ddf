//! Messages as listed and opened, and their raw bytes.

use domain::complaints::Disposition;
use mail::{Address, AttachmentInfo, Parsed};
use store::mail::ListedRow;
use uuid::Uuid;

use super::{
    Head, LinkWarning, MessageDetail, MessagePage, MessageRow, PageLink, PageView, RawView,
};
use crate::complaints::{AttachmentView, Block, BlockKind};
use crate::door::Entry;
use crate::scan::{Pictures, infected};
use crate::{Desk, Error, Result, fields};

/// The most of a raw source that is shown; the file has the rest.
const SHOWN: usize = 1 << 20;

impl Desk {
    /// Messages newest first, of one disposition or of all.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an `after` that no page gave.
    pub async fn messages(
        &self,
        disposition: Option<Disposition>,
        after: Option<&str>,
        limit: u32,
    ) -> Result<MessagePage> {
        let after = after.map(crate::complaints::parse_key).transpose()?;
        let mut tx = self.read().await?;
        let scope = self.ring().complaints()?.id;
        let rows = store::mail::list(&mut tx, disposition, after, limit.into(), scope).await?;
        let next = (rows.len() == limit as usize)
            .then(|| {
                rows.last()
                    .map(|r| crate::complaints::write_key(r.message.received_at, r.message.id))
            })
            .flatten();
        let rows = rows
            .iter()
            .map(|row| self.message_row(row))
            .collect::<Result<_>>()?;
        Ok(MessagePage { rows, next })
    }

    /// Opens a message: an act.
    ///
    /// # Errors
    /// [`Error::MessageNotFound`].
    pub async fn message(&self, id: Uuid) -> Result<MessageDetail> {
        let row = self.find_message(id).await?;
        let view = {
            let mut tx = self.read().await?;
            self.view_in(&mut tx, &row).await?
        };
        self.note_act(Entry::message("message.opened", id, row.message.case_id))
            .await?;
        let head = self.head_of(&row)?;
        Ok(MessageDetail {
            to: head.to,
            cc: head.cc,
            blocks: view.blocks,
            attachments: view.attachments,
            has_html: view.has_html,
            remote_content: view.remote_content,
            headers: view.headers,
            answers: row.message.answers,
            language: row.message.language.clone(),
            row: self.message_row(&row)?,
        })
    }

    /// A message's raw bytes, exactly as they came in: an act, as exporting.
    ///
    /// # Errors
    /// [`Error::MessageNotFound`]; [`Error::NoRaw`] for an answer that was typed in.
    pub async fn raw(&self, id: Uuid) -> Result<Vec<u8>> {
        let row = self.find_message(id).await?;
        let raw = self.raw_of(&row).await?;
        self.note_act(
            Entry::message("message.exported", id, row.message.case_id).with("size", raw.len()),
        )
        .await?;
        Ok(raw)
    }

    /// A message's raw source for the eye: an act.
    pub async fn source(&self, id: Uuid) -> Result<RawView> {
        let row = self.find_message(id).await?;
        let raw = self.raw_of(&row).await?;
        self.note_act(Entry::message(
            "message.source-opened",
            id,
            row.message.case_id,
        ))
        .await?;
        let shown = &raw[..raw.len().min(SHOWN)];
        let text = match std::str::from_utf8(shown) {
            Ok(text) => text.to_owned(),
            Err(_) => shown.iter().map(|byte| char::from(*byte)).collect(),
        };
        Ok(RawView {
            text: mail::visible(&text),
            truncated: raw.len() > SHOWN,
        })
    }

    /// A message's header fields, decoded.
    pub async fn headers(&self, id: Uuid) -> Result<Vec<(String, String)>> {
        Ok(self.message(id).await?.headers)
    }

    /// A message as its sender laid it out: an act, as opening it. The pictures that came with it
    /// are scanned, where there is a virus scanner, and drawn anew by `draw`, on a thread that may
    /// wait.
    ///
    /// # Errors
    /// [`Error::NoHtml`].
    pub async fn page(
        &self,
        id: Uuid,
        mut draw: impl FnMut(&[u8]) -> Option<Vec<u8>> + Send + 'static,
    ) -> Result<PageView> {
        let row = self.find_message(id).await?;
        let raw = self.raw_of(&row).await?;
        let own = self.own_addresses(&mut self.read().await?).await?;
        let mut pictures = self.pictures();
        let page = tokio::task::spawn_blocking(move || {
            let domains = own.iter().filter_map(|own| own.rsplit_once('@'));
            let known: Vec<&str> = domains.map(|(_, domain)| domain).collect();
            let mut draw = |bytes: &[u8]| pictures.pass(bytes).then(|| draw(bytes))?;
            let page = mail::page(&raw, &known, &mut draw);
            (page, pictures)
        });
        let (page, pictures) = page.await.map_err(|_| Error::internal("page"))?;
        let page = page.ok_or(Error::NoHtml)?;
        let case = row.message.case_id;
        let mut act = self.act().await?;
        act.log(Entry::message("message.html-opened", id, case));
        for found in &pictures.found {
            act.log(infected(id, case).with("found", found));
        }
        act.commit().await?;
        Ok(page_of(page, &pictures))
    }

    /// An attachment's name and bytes: an act, as exporting. The virus scanner is asked before;
    /// what it finds leaves this computer within its mail alone ([`Desk::raw`]).
    ///
    /// # Errors
    /// [`Error::AttachmentMissing`]; [`Error::Infected`].
    pub async fn attachment(&self, id: Uuid, part: u32) -> Result<(String, Vec<u8>)> {
        let (info, bytes) = self
            .attached(id, part, "message.attachment-saved", |_| true)
            .await?;
        Ok((info.name, bytes))
    }

    /// The bytes of an attachment that can be drawn, to be looked at: an act.
    ///
    /// # Errors
    /// [`Error::AttachmentMissing`]; [`Error::NoPreview`] where it is of another type;
    /// [`Error::Infected`].
    pub async fn attachment_look(&self, id: Uuid, part: u32) -> Result<Vec<u8>> {
        let (_, bytes) = self
            .attached(id, part, "message.attachment-opened", can_be_drawn)
            .await?;
        Ok(bytes)
    }

    /// An attachment, if it is one that is `wanted`; then `act` is in the log.
    async fn attached(
        &self,
        id: Uuid,
        part: u32,
        act: &'static str,
        wanted: impl Fn(&AttachmentInfo) -> bool,
    ) -> Result<(AttachmentInfo, Vec<u8>)> {
        let row = self.find_message(id).await?;
        let (info, bytes) = self.file_of(&row, part, wanted).await?;
        self.note_act(
            Entry::message(act, id, row.message.case_id)
                .with("part", part)
                .with("size", bytes.len()),
        )
        .await?;
        Ok((info, bytes))
    }

    /// A file of a message, scanned.
    pub(crate) async fn file_of(
        &self,
        row: &ListedRow,
        part: u32,
        wanted: impl Fn(&AttachmentInfo) -> bool,
    ) -> Result<(AttachmentInfo, Vec<u8>)> {
        let raw = self.raw_of(row).await?;
        let parsed = mail::parse(&raw).map_err(|_| Error::AttachmentMissing)?;
        let mut files = parsed.attachments.into_iter();
        let info = files.find(|file| file.part == part);
        let info = info.ok_or(Error::AttachmentMissing)?;
        if !wanted(&info) {
            return Err(Error::NoPreview);
        }
        let bytes = mail::attachment(&raw, part).ok_or(Error::AttachmentMissing)?;
        let (id, case) = (row.message.id, row.message.case_id);
        self.scanned((id, part), &bytes, infected(id, case)).await?;
        Ok((info, bytes))
    }

    pub(crate) async fn find_message(&self, id: Uuid) -> Result<ListedRow> {
        let mut tx = self.read().await?;
        self.message_in(&mut tx, id).await
    }

    async fn message_in(&self, tx: &mut store::Tx, id: Uuid) -> Result<ListedRow> {
        store::mail::get(tx, id, self.ring().complaints()?.id)
            .await?
            .ok_or(Error::MessageNotFound)
    }

    pub(crate) async fn raw_of(&self, row: &ListedRow) -> Result<Vec<u8>> {
        let mut tx = self.read().await?;
        self.raw_in(&mut tx, row).await
    }

    /// What is shown of a message, parsed from its raw bytes; of one that was typed in, its text.
    pub(crate) async fn view_in(&self, tx: &mut store::Tx, row: &ListedRow) -> Result<View> {
        if row.message.erased_at.is_some() {
            return Ok(View::default());
        }
        match self.raw_in(tx, row).await {
            Ok(raw) => {
                if let Ok(parsed) = mail::parse(&raw) {
                    let mut view = view_of(parsed);
                    for file in &mut view.attachments {
                        file.scan = self.scan_of(row.message.id, file.part);
                    }
                    return Ok(view);
                }
            }
            Err(Error::NoRaw) => {}
            Err(error) => return Err(error),
        }
        let m = &row.message;
        let Some(sealed) = &m.body else {
            return Ok(View::default());
        };
        let key = self.ring().data_key(m.id, &row.wrapped, row.generation)?;
        let text = self
            .ring()
            .open_text(&key, fields::MESSAGE_BODY, m.id, sealed)?;
        Ok(View {
            blocks: blocks(&text),
            ..View::default()
        })
    }

    /// The raw bytes; a duplicate's are those of the message it repeats.
    pub(crate) async fn raw_in(&self, tx: &mut store::Tx, row: &ListedRow) -> Result<Vec<u8>> {
        let first = match row.message.duplicate_of {
            Some(first) => Some(self.message_in(tx, first).await?),
            None => None,
        };
        let row = first.as_ref().unwrap_or(row);
        if row.message.erased_at.is_some() {
            return Err(Error::CaseErased);
        }
        let id = row.message.id;
        let chunks = store::mail::chunks(tx, id).await?;
        if chunks.is_empty() {
            return Err(Error::NoRaw);
        }
        let key = self.ring().data_key(id, &row.wrapped, row.generation)?;
        self.ring()
            .open_blob(&key, fields::MESSAGE_RAW, id, &chunks)
    }

    pub(crate) fn head_of(&self, row: &ListedRow) -> Result<Head> {
        let key = self
            .ring()
            .data_key(row.message.id, &row.wrapped, row.generation)?;
        self.ring().open_json(
            &key,
            fields::MESSAGE_HEAD,
            row.message.id,
            &row.message.sealed,
        )
    }

    fn message_row(&self, row: &ListedRow) -> Result<MessageRow> {
        // A row that can't be opened must not hide the others.
        let head = self.head_of(row).unwrap_or_default();
        let m = &row.message;
        Ok(MessageRow {
            id: m.id,
            disposition: m.disposition.0,
            reason: m.reason.clone(),
            case: m.case_id,
            case_number: row.case_number.and_then(|n| u32::try_from(n).ok()),
            duplicate_of: m.duplicate_of,
            source: head.source,
            from_name: head.from_name,
            from_address: head.from_address,
            subject: head.subject,
            received_at: m.received_at,
            received_source: m.received_source.0,
            size: u64::try_from(m.size).unwrap_or(0),
            erased: m.erased_at.is_some(),
        })
    }
}

/// What is shown of a parsed message beside its head.
#[derive(Default)]
pub struct View {
    pub blocks: Vec<Block>,
    pub attachments: Vec<AttachmentView>,
    pub has_html: bool,
    pub remote_content: u32,
    /// Its header fields, decoded.
    pub headers: Vec<(String, String)>,
}

/// Folds what is quoted, and lists the attachments.
fn view_of(parsed: Parsed) -> View {
    View {
        blocks: blocks(&parsed.text),
        attachments: parsed
            .attachments
            .into_iter()
            .map(|a| AttachmentView {
                part: a.part,
                drawable: can_be_drawn(&a),
                name: a.name,
                claimed_type: a.claimed_type,
                sniffed_type: a.sniffed_type.unwrap_or_default(),
                size: a.size,
                warnings: a.warnings.iter().map(ToString::to_string).collect(),
                scan: None,
            })
            .collect(),
        has_html: parsed.html.is_some(),
        remote_content: parsed.html.as_ref().map_or(0, |html| {
            u32::try_from(html.remote_images).unwrap_or(u32::MAX)
        }),
        headers: parsed.headers,
    }
}

/// What an attachment's bytes say counts, not what it is called.
fn can_be_drawn(info: &AttachmentInfo) -> bool {
    let kind = info.sniffed_type.as_deref().unwrap_or_default();
    mail::is_picture(kind) || kind == "application/pdf"
}

fn page_of(page: mail::Page, pictures: &Pictures) -> PageView {
    let count = |n| u32::try_from(n).unwrap_or(u32::MAX);
    let links = page.links.into_iter().map(|link| PageLink {
        text: link.text,
        target: link.target,
        site: link.site,
        ascii: link.ascii,
        warnings: link
            .warnings
            .into_iter()
            .map(|(code, about)| LinkWarning {
                code: code.to_string(),
                about,
            })
            .collect(),
    });
    PageView {
        html: page.html,
        blocked: count(page.blocked),
        pictures_left_out: count(page.pictures_left_out),
        pictures_infected: count(pictures.found.len()),
        pictures_not_scanned: pictures.not_scanned,
        links: links.collect(),
    }
}

/// A text with what is quoted set apart.
fn blocks(text: &str) -> Vec<Block> {
    mail::quote::fold(text)
        .into_iter()
        .map(|block| Block {
            kind: match block.kind {
                mail::quote::BlockKind::Text => BlockKind::Text,
                mail::quote::BlockKind::Quoted => BlockKind::Quoted,
                mail::quote::BlockKind::Signature => BlockKind::Signature,
            },
            text: block.text,
        })
        .collect()
}

/// `Name <address>`, or whichever of the two there is.
pub fn address_line(address: &Address) -> String {
    match (&address.name, address.address.as_str()) {
        (Some(name), "") => name.clone(),
        (Some(name), address) if name != address => format!("{name} <{address}>"),
        (_, address) => address.to_owned(),
    }
}
