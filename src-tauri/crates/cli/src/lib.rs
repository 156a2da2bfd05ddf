//! pdesk: the use cases without a window.
