//! What authors and readers see, in one binary.

mod charts;
