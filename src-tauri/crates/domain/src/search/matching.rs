//! The exact check on an opened document.

use super::doc::{Doc, Highlight, Part};
use super::query::{Group, How, Item, Query, Run, Scope};
use super::text::{Class, Unit, normalise, runs};

type Stretch<'a> = (Class, &'a [Unit]);

impl Query {
    /// Whether a document taken alone matches, and then where: in order, none overlapping.
    /// Filters are not looked at. Without text to find it matches with no highlight.
    pub fn matches(&self, doc: &Doc<'_>) -> Option<Vec<Highlight>> {
        let one = |group: &Group| group.has_all(doc) && group.has_none(doc);
        self.groups.iter().any(one).then(|| self.highlights(doc))
    }

    /// Where the texts of `doc` have any of what was typed, though they may not have all of it.
    pub fn highlights(&self, doc: &Doc<'_>) -> Vec<Highlight> {
        let mut highlights = Vec::new();
        let items = self.groups.iter().flat_map(|group| &group.items);
        look(doc, items, |_, found| highlights.push(found));
        merged(highlights)
    }
}

impl Group {
    /// Whether `doc` has all that must be there.
    pub fn has_all(&self, doc: &Doc<'_>) -> bool {
        let mut found = vec![false; self.items.len()];
        look(doc, &self.items, |at, _| found[at] = true);
        found.iter().all(|&found| found)
    }

    /// Whether `doc` has nothing that must not.
    pub fn has_none(&self, doc: &Doc<'_>) -> bool {
        if self.without.is_empty() {
            return true;
        }
        let mut none = true;
        look(doc, &self.without, |_, _| none = false);
        none
    }
}

/// Gives each place at which one of the items stands, with the item's place among them.
fn look<'a>(
    doc: &Doc<'_>,
    items: impl IntoIterator<Item = &'a Item> + Clone,
    mut each: impl FnMut(usize, Highlight),
) {
    for (part, text) in doc.parts() {
        let units = normalise(text);
        let stretches: Vec<Stretch<'_>> = runs(&units).collect();
        for (at, item) in items.clone().into_iter().enumerate() {
            if item.scope == Scope::Anywhere || part.is_sender() {
                item.find(part, &stretches, |found| each(at, found));
            }
        }
    }
}

impl Item {
    fn find(&self, part: Part, text: &[Stretch<'_>], mut each: impl FnMut(Highlight)) {
        if let [run] = self.runs.as_slice() {
            for stretch in text {
                run.find(part, *stretch, &mut each);
            }
            return;
        }
        for window in text.windows(self.runs.len()) {
            let pairs = || self.runs.iter().zip(window).enumerate();
            if !pairs().all(|(at, (run, stretch))| run.fits(*stretch, at, self.runs.len())) {
                continue;
            }
            // Of the first and the last, what was typed may be a part.
            let cut = |(at, (run, (_, units))): (usize, (&Run, &Stretch<'_>))| {
                let size = run.text.len().min(units.len());
                if at == 0 {
                    (units[units.len() - size].start, units[units.len() - 1].end)
                } else {
                    (units[0].start, units[size - 1].end)
                }
            };
            if let (Some(first), Some(last)) = (pairs().next(), pairs().next_back()) {
                each(Highlight {
                    part,
                    start: cut(first).0,
                    end: cut(last).1,
                });
            }
        }
    }
}

impl Run {
    fn is(&self, units: &[Unit]) -> bool {
        units.iter().map(|unit| &unit.c).eq(&self.text)
    }

    fn find(&self, part: Part, (class, run): Stretch<'_>, each: &mut impl FnMut(Highlight)) {
        let size = self.text.len();
        match (self.how, class) {
            (How::Substring, Class::Cjk) => run
                .windows(size)
                .filter(|window| self.is(window))
                .filter_map(|window| highlight(part, window))
                .for_each(each),
            (How::Word, Class::Word) if self.is(run) => {
                highlight(part, run).into_iter().for_each(each);
            }
            (How::LastWord, Class::Word) => {
                let compared = if part.is_short() {
                    &run[..size.min(run.len())]
                } else {
                    run
                };
                if self.is(compared) {
                    highlight(part, compared).into_iter().for_each(each);
                }
            }
            _ => {}
        }
    }

    /// Whether it can be the one at `at` of the `count` of a phrase. CJK at either end may be
    /// a part of a longer run.
    fn fits(&self, (class, run): Stretch<'_>, at: usize, count: usize) -> bool {
        let size = self.text.len();
        if (self.how == How::Substring) != (class == Class::Cjk) || run.len() < size {
            return false;
        }
        match self.how {
            How::Substring if at == 0 => self.is(&run[run.len() - size..]),
            How::Substring if at + 1 == count => self.is(&run[..size]),
            _ => self.is(run),
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
