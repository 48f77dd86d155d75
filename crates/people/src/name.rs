//! Names as they are searched.

/// A name in lower case without marks, with the old spelling brought to the new one (oe → u, dj → j, tj → c).
#[must_use]
pub fn normalise(name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<String> = plain
        .split_whitespace()
        .map(|word| match word {
            "moh" | "mohd" | "muh" | "muhd" | "mohammad" | "mohamad" | "muhamad" | "mochamad" | "mochammad" => {
                "muhammad".to_owned()
            }
            other => other.replace("oe", "u").replace("dj", "j").replace("tj", "c"),
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn old_spellings_meet_new_ones() {
        assert_eq!(normalise("Moh. Soekarno"), normalise("Muhammad  Sukarno"));
        assert_eq!(normalise("Djoko Tjahyono"), "joko cahyono");
        assert_eq!(normalise("Siti (contoh)"), "siti contoh");
    }
}
