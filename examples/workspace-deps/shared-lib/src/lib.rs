//! Text in columns.

/// Lines up the cells: the first column to the left, the others to the right.
///
/// ```
/// let lines = [["a".into(), "1".into()], ["bcd".into(), "23".into()]];
/// assert_eq!(shared_lib::table(lines), "a     1\nbcd  23\n");
/// ```
pub fn table<const N: usize>(lines: impl IntoIterator<Item = [String; N]>) -> String {
    let lines: Vec<[String; N]> = lines.into_iter().collect();
    let mut widths = [0; N];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    lines.iter().map(|line| row(line, &widths)).collect()
}

fn row(cells: &[String], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).enumerate();
    let padded = padded.map(|(column, (cell, &width))| match column {
        0 => format!("{cell:width$}"),
        _ => format!("{cell:>width$}"),
    });
    padded.collect::<Vec<_>>().join("  ") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_and_not_bytes() {
        let lines = [["größer".into(), "°".into()], ["x".into(), "10".into()]];
        assert_eq!(table(lines), "größer   °\nx       10\n");
    }

    #[test]
    fn is_empty_without_lines() {
        assert_eq!(table::<3>([]), "");
    }
}
