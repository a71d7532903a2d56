//! One binary for all integration tests.

// Disks, signals and system calls as Linux has them.
#[cfg(target_os = "linux")]
mod kill;
#[cfg(target_os = "linux")]
mod publish;
#[cfg(target_os = "linux")]
mod publish_process;
#[cfg(target_os = "linux")]
mod publish_refusals;
#[cfg(target_os = "linux")]
mod publish_scratch;
