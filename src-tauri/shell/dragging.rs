//! Files dragged onto the window: the page hears of them by path.

use tauri::{DragDropEvent, Emitter as _, WebviewWindow};

use super::events::{Dragging, Dropped};

/// Tells the page what is held over it, or was let go.
pub fn tell(window: &WebviewWindow, event: &DragDropEvent) {
    // A page that is gone needs no word.
    let _ = match event {
        DragDropEvent::Enter { .. } => window.emit("dragging", Dragging { over: true }),
        DragDropEvent::Leave => window.emit("dragging", Dragging { over: false }),
        DragDropEvent::Drop { paths, .. } => window.emit(
            "dropped",
            Dropped {
                paths: paths.iter().map(|p| p.display().to_string()).collect(),
            },
        ),
        _ => Ok(()),
    };
}
