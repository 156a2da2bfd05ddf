//! shim
pub struct Finding {
    pub said: String,
}
pub fn find(_: &str) -> Vec<Finding> {
    Vec::new()
}
pub fn of_others(f: Vec<Finding>, _: &[&str]) -> Vec<Finding> {
    f
}
