//! The tests of kepi as one program: what an author or a reader sees.

mod theme;
mod theme_colours;
mod theme_pages;
mod theme_report;
mod theme_stylesheet;
mod theme_tables;
