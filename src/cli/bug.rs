//! A panic → a message that says it is kepi's fault, what it was working on, and how to report it.

use std::panic::PanicHookInfo;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use kepi::diagnostics::work;

/// What the pipeline was doing last; the only thing that a panic on another thread can ask.
static STAGE: Mutex<String> = Mutex::new(String::new());

/// Remembers what is being done, for the message.
pub fn doing(stage: &str) {
    if let Ok(mut last) = STAGE.lock() {
        stage.clone_into(&mut last);
    }
}

/// `print` gets the message of the first panic; the panics that follow from it say nothing new.
pub fn install(print: impl Fn(&str) + Send + Sync + 'static) {
    let told = AtomicBool::new(false);
    std::panic::set_hook(Box::new(move |panic| {
        if !work::is_contained() && !told.swap(true, Ordering::SeqCst) {
            print(&message(&Facts::of(panic)));
        }
    }));
}

struct Facts {
    said: String,
    location: String,
    stage: String,
    input: Option<String>,
}

impl Facts {
    fn of(panic: &PanicHookInfo) -> Facts {
        Facts {
            said: panic.payload_as_str().unwrap_or("no reason was given").to_owned(),
            location: panic.location().map(ToString::to_string).unwrap_or_default(),
            // The lock is taken only for a moment, but never wait for anything here.
            stage: STAGE.try_lock().map(|stage| stage.clone()).unwrap_or_default(),
            input: work::input(),
        }
    }
}

fn message(facts: &Facts) -> String {
    let mut text = "this is a mistake in kepi, not in your report\n\n".to_owned();
    let mut line = |name: &str, value: &str| text.push_str(&format!("  {name:<9} {value}\n"));
    line("reason", &facts.said);
    line("at", &facts.location);
    if !facts.stage.is_empty() {
        line("while", &facts.stage);
    }
    if let Some(input) = &facts.input {
        line("input", input);
    }
    let system = format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH);
    line("version", &format!("kepi {}, {system}", env!("KEPI_VERSION")));
    let repository = env!("CARGO_PKG_REPOSITORY");
    let whom = match repository {
        "" => "to whoever maintains your copy of kepi".to_owned(),
        address => format!("at {address}/issues"),
    };
    text.push_str(&format!(
        "\nPlease report it {whom}: copy the lines above, and add the\n\
         file named as input if you may share it. A website published before is still whole.\n"
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_the_input_and_how_to_report() {
        let text = message(&Facts {
            said: "a total without parts".into(),
            location: "src/check/sum.rs:7:5".into(),
            stage: "checking".into(),
            input: Some("content/editions/2025/revenue.toml".into()),
        });
        assert!(text.starts_with("this is a mistake in kepi, not in your report\n"));
        assert!(text.contains("\n  input     content/editions/2025/revenue.toml\n"));
        assert!(text.contains("\n  reason    a total without parts\n"));
        assert!(text.contains("Please report it"));
    }
}
