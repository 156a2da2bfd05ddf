//! Departments: a tree of names. Whoever is something in one is it in everything below.

/// A department, and the one that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Its name, unlike any other.
    pub name: String,
    /// None: it stands at the top.
    pub parent: Option<String>,
}

/// Whether `name` is `top`, or lies somewhere below it.
pub fn lies_in(all: &[Department], name: &str, top: &str) -> bool {
    let mut at = Some(name);
    // As many steps as there are departments: a circle, which nobody can make here, ends too.
    for _ in 0..=all.len() {
        match at {
            Some(one) if one == top => return true,
            Some(one) => {
                let found = all.iter().find(|department| department.name == one);
                at = found.and_then(|department| department.parent.as_deref());
            }
            None => return false,
        }
    }
    false
}

/// Every department after the one it belongs to, with how deep it lies; beside each other they keep
/// their order.
pub fn in_order(all: &[Department]) -> Vec<(&Department, usize)> {
    let mut found = Vec::with_capacity(all.len());
    below(all, None, 0, &mut found);
    found
}

fn below<'a>(
    all: &'a [Department],
    parent: Option<&str>,
    depth: usize,
    found: &mut Vec<(&'a Department, usize)>,
) {
    for one in all.iter().filter(|one| one.parent.as_deref() == parent) {
        found.push((one, depth));
        below(all, Some(&one.name), depth + 1, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(of: &[(&str, &str)]) -> Vec<Department> {
        of.iter()
            .map(|(name, parent)| Department {
                name: (*name).to_owned(),
                parent: Some((*parent).to_owned()).filter(|parent| !parent.is_empty()),
            })
            .collect()
    }

    #[test]
    fn what_lies_below_is_found_and_a_circle_ends() {
        let all = tree(&[
            ("Care", ""),
            ("Night", "Care"),
            ("Phones", "Night"),
            ("Law", ""),
        ]);
        assert!(lies_in(&all, "Phones", "Care") && lies_in(&all, "Care", "Care"));
        assert!(!lies_in(&all, "Care", "Phones") && !lies_in(&all, "Law", "Care"));
        let order: Vec<(&str, usize)> = in_order(&all)
            .into_iter()
            .map(|(one, depth)| (one.name.as_str(), depth))
            .collect();
        assert_eq!(
            order,
            [("Care", 0), ("Night", 1), ("Phones", 2), ("Law", 0)]
        );
        let circle = tree(&[("A", "B"), ("B", "A")]);
        assert!(!lies_in(&circle, "A", "C") && in_order(&circle).is_empty());
    }
}
