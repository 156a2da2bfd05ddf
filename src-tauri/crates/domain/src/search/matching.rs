//! The exact check on an opened document.

use super::doc::{Doc, Highlight, Part};
use super::query::{How, Item, Query, Scope};
use super::text::{Class, Unit, normalise, runs};

impl Query {
    /// Whether the texts of `doc` match, and then where: in order, none overlapping.
    /// [`Query::filters`] are not looked at. Without text to find it matches with no
    /// highlight.
    pub fn matches(&self, doc: &Doc<'_>) -> Option<Vec<Highlight>> {
        let (highlights, whole) = self.look(doc);
        whole.then_some(highlights)
    }

    /// Where the texts of `doc` have any of what was typed, though they may not have all of it.
    pub fn highlights(&self, doc: &Doc<'_>) -> Vec<Highlight> {
        self.look(doc).0
    }

    fn look(&self, doc: &Doc<'_>) -> (Vec<Highlight>, bool) {
        let mut highlights = Vec::new();
        let mut found = vec![false; self.items.len()];
        for (part, text) in doc.parts() {
            let units = normalise(text);
            for (class, run) in runs(&units) {
                for (item, found) in self.items.iter().zip(&mut found) {
                    let before = highlights.len();
                    item.find(part, class, run, &mut highlights);
                    *found |= highlights.len() > before;
                }
            }
        }
        (merged(highlights), found.iter().all(|&found| found))
    }
}

impl Item {
    fn find(&self, part: Part, class: Class, run: &[Unit], highlights: &mut Vec<Highlight>) {
        if self.scope == Scope::Sender && !part.is_sender() {
            return;
        }
        let size = self.text.len();
        let here = |units: &[Unit]| units.iter().map(|unit| &unit.c).eq(&self.text);
        match (self.how, class) {
            (How::Substring, Class::Cjk) => {
                let matching = run.windows(size).filter(|window| here(window));
                highlights.extend(matching.filter_map(|window| highlight(part, window)));
            }
            (How::Word, Class::Word) if here(run) => highlights.extend(highlight(part, run)),
            (How::LastWord, Class::Word) => {
                let compared = if part.is_short() {
                    &run[..size.min(run.len())]
                } else {
                    run
                };
                if here(compared) {
                    highlights.extend(highlight(part, compared));
                }
            }
            _ => {}
        }
    }
}

fn highlight(part: Part, units: &[Unit]) -> Option<Highlight> {
    Some(Highlight {
        part,
        start: units.first()?.start,
        end: units.last()?.end,
    })
}

/// Sorts, and joins what overlaps.
fn merged(mut highlights: Vec<Highlight>) -> Vec<Highlight> {
    highlights.sort_unstable();
    highlights.dedup_by(|next, kept| {
        let overlap = next.part == kept.part && next.start < kept.end;
        if overlap {
            kept.end = kept.end.max(next.end);
        }
        overlap
    });
    highlights
}
