//! `lindung doctor`.

use std::process::ExitCode;

use clap::Args;
use kernel::Result;

use super::{Form, say, say_json};
use crate::config::Config;
use crate::doctor::{self, Check, Grade};

/// Looks at the installation and changes nothing. Exit code: 0 all is well, 1 something needs attention, 2 something is in danger.
#[derive(Args)]
pub(crate) struct Doctor {
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
}

impl Doctor {
    pub(crate) async fn run(self, config: &Config) -> Result<ExitCode> {
        let checks = doctor::all(config).await;
        match self.format {
            Form::Text => checks.iter().for_each(print),
            Form::Json => {
                let one = |check: &Check| {
                    serde_json::json!({
                        "nama": check.name, "nilai": check.grade.word(), "terlihat": check.seen, "lakukan": check.todo,
                    })
                };
                let all: Vec<_> = checks.iter().map(one).collect();
                say_json(&serde_json::json!({ "periksa": all }))?;
            }
        }
        let worst = checks.iter().map(|check| check.grade).max().unwrap_or(Grade::Good);
        Ok(ExitCode::from(worst.number()))
    }
}

fn print(check: &Check) {
    say(format_args!("{:<12} {:<10} {}", check.name, check.grade.word(), check.seen));
    if !check.todo.is_empty() {
        say(format_args!("{:<12} {:<10} -> {}", "", "", check.todo));
    }
}
