//! Turns a report in one language into the pages of its site, before anything is drawn.

pub mod view;
