//! The only module that knows the order of the stages.

use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostics::{Diagnostic, SourceMap};

pub struct Options {
    pub root: PathBuf,
    pub output: Option<PathBuf>,
    pub languages: Vec<String>,
    pub base_url: Option<String>,
    pub strict: bool,
    pub drafts: bool,
    /// YYYY-MM-DD
    pub date: Option<String>,
    pub jobs: Option<usize>,
    pub depth: Depth,
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    Data,
    Check,
    Publish,
}

pub struct Outcome {
    /// Sorted.
    pub diagnostics: Vec<Diagnostic>,
    pub sources: SourceMap,
    /// Of what was or would be published.
    pub summary: Option<Summary>,
    pub published: bool,
    pub failure: Option<Failure>,
    pub timings: Vec<(&'static str, Duration)>,
}

pub struct Summary {
    pub pages: usize,
    pub languages: usize,
    pub figures: usize,
    pub files: usize,
    pub fallbacks: usize,
}

/// The machine failed.
pub struct Failure {
    pub message: String,
    pub help: Vec<String>,
    pub exit: u8,
}

pub fn run(options: &Options, progress: &dyn Fn(&str)) -> Outcome {
    progress("reading content");
    Outcome {
        diagnostics: Vec::new(),
        sources: SourceMap::default(),
        summary: None,
        published: options.depth == Depth::Publish,
        failure: None,
        timings: Vec::new(),
    }
}
