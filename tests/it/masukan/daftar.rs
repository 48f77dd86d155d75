//! Where each case is shown: its name, and the tests. Cells of one case stand in `tabel.rs` under the same name.

/// A case, and its tests as file and name.
type Shown = (&'static str, &'static [(&'static str, &'static str)]);

const CELLS: (&str, &str) = ("masukan/semua.rs", "every_cell_comes_to_what_it_must_by_every_way");
const TWO: (&str, &str) = ("masukan/semua.rs", "one_number_of_two_people_is_asked_about_by_every_way");
const NUMBERS: (&str, &str) = ("masukan/siskop.rs", "a_file_of_numbers_is_read_like_every_table_and_tells_each_row");
const NONE: (&str, &str) = ("masukan/siskop.rs", "a_word_for_none_is_no_number_of_siskop2mi_by_any_way");
const IMPORTED: (&str, &str) = ("masukan/sel.rs", "cells_that_a_spreadsheet_changed_are_refused_or_told_by_an_import");
const ANNOUNCED: (&str, &str) = ("masukan/sel.rs", "the_same_cells_are_refused_or_told_by_a_manifest");
const HEADS: (&str, &str) =
    ("masukan/sel.rs", "a_manifest_is_read_under_the_heads_that_offices_use_and_without_what_is_no_passenger");
const LINES: (&str, &str) =
    ("masukan/berkas.rs", "what_is_wrong_with_a_file_of_text_is_told_with_its_line_by_every_reader");
const COUNTED: (&str, &str) = ("masukan/berkas.rs", "rows_are_numbered_as_the_file_counts_them_by_every_reader");
const SHEETS: (&str, &str) =
    ("masukan/berkas.rs", "sheets_titles_and_hidden_rows_of_a_workbook_are_read_or_told_by_every_reader");
const OLD: (&str, &str) = ("masukan/buku.rs", "workbooks_of_other_programs_are_read_as_people_see_them");
const SHOWN: (&str, &str) = ("ruang_baca.rs", "cells_are_read_as_they_are_shown");
const AT_ONCE: (&str, &str) = ("ruang_baca.rs", "all_that_is_wrong_with_a_row_is_named_at_once");
const FOOT: (&str, &str) = ("ruang_baca.rs", "sheets_of_a_manifest_follow_each_other_and_its_foot_is_no_passenger");
const TITLES: (&str, &str) = ("ruang_baca.rs", "every_sheet_with_the_columns_is_read_and_the_others_are_named");
const UNREAD: (&str, &str) = ("periksa.rs", "what_looks_like_a_figure_and_is_not_read_is_told");
const CONTROLS: [(&str, &str); 2] = [
    ("http/kendali.rs", "every_operation_of_the_api_refuses_control_characters_in_every_text"),
    ("http/kendali.rs", "every_page_of_the_console_refuses_control_characters"),
];

const CASES: &[Shown] = &[
    ("A1 fillers of NIK and documents", &[CELLS, ("masukan.rs", "what_fills_a_number_is_nobodys")]),
    ("A3 a number of somebody else", &[TWO, ("http/pisah.rs", "the_console_asks_shows_what_goes_and_parts")]),
    (
        "A5 a number of 17 digits",
        &[("masukan.rs", "a_number_that_excel_has_changed_is_refused_or_told"), IMPORTED, ANNOUNCED, NUMBERS],
    ),
    ("A7 no number of SISKOP2MI", &[NONE, NUMBERS]),
    ("A9 an upload with an error cell", &[NUMBERS]),
    ("A10 two claims with a dash", &[("masukan/sel.rs", "claims_whose_number_is_a_dash_are_two_claims")]),
    ("A11 a telephone without its 0", &[CELLS, IMPORTED, ANNOUNCED, OLD]),
    (
        "A13 scientific form, full-width digits",
        &[CELLS, ("tanggal.rs", "numbers_are_plain_or_asked_and_what_excel_lost_is_told")],
    ),
    ("– a document typed as a number (A14)", &[CELLS, IMPORTED, ANNOUNCED, OLD]),
    ("B1 zero-width blanks in a NIK", &[CELLS]),
    ("B3 hard blanks in a day", &[CELLS, NUMBERS]),
    ("B5 apostrophes", &[CELLS, NUMBERS]),
    ("B6 =\"0812\"", &[CELLS]),
    ("B9 names that are none", &[CELLS, ("masukan.rs", "what_fills_a_number_is_nobodys")]),
    ("B8 a zero-width blank in a name", &[CELLS, ("nama.rs", "apostrophe_blank_and_what_nobody_sees_weigh_nothing")]),
    ("B10 dashes for empty", &[CELLS]),
    ("– signs that turn or break a text (B11)", &[CELLS]),
    ("C1 a quote that never closes", &[LINES, ("rusak.rs", "a_quote_that_never_closes_is_named_and_swallows_nobody")]),
    ("C3 a sign between columns in a cell", &[LINES]),
    ("– quotes within a cell (C2)", &[CELLS, LINES]),
    ("C4 several sheets", &[SHEETS, TITLES, FOOT]),
    ("– hidden rows", &[SHEETS, SHOWN, NUMBERS, OLD]),
    ("C7 what stands below a manifest", &[HEADS, FOOT]),
    ("– repeated heads, numbers of columns, groups", &[HEADS]),
    (
        "C8 own exports",
        &[
            ("lagi/kinds.rs", "an_own_export_is_read_back_whatever_the_kind"),
            ("lagi/program.rs", "an_own_export_is_known_by_the_command_whatever_the_kind"),
        ],
    ),
    (
        "C9 one more column",
        &[("lagi/rows.rs", "one_more_filled_column_is_the_same_return_and_its_history_names_the_file")],
    ),
    ("C14 a formatted cell far below", &[SHOWN]),
    (
        "D1 numbers of rows with CRLF",
        &[COUNTED, ("masukan.rs", "no_row_of_a_file_vanishes_and_each_is_named_by_its_line")],
    ),
    ("D3 numbers of rows with CR", &[COUNTED]),
    ("D5 titles and covers above the heads", &[SHEETS, TITLES, HEADS]),
    ("D7 heads as offices write them", &[("masukan.rs", "a_person_is_read_under_the_heads_that_offices_use"), HEADS]),
    ("D10 a web page named .xls", &[LINES]),
    ("D12 all errors of a row", &[AT_ONCE, IMPORTED, ANNOUNCED]),
    ("E1 error cells", &[CELLS, IMPORTED, ANNOUNCED, OLD, NUMBERS, UNREAD]),
    ("E2 a cell with a time", &[SHOWN, OLD]),
    ("E4 months", &[CELLS]),
    ("E5 two digits of a year", &[CELLS, ("tanggal.rs", "two_digits_of_a_year_are_read_and_told_or_asked_about")]),
    (
        "E7 a birth date known in part",
        &[CELLS, ("tanggal.rs", "a_birth_date_that_is_known_in_part_is_kept_as_that_and_compared_as_that")],
    ),
    ("E8 lists and handles", &[CELLS]),
    ("E10 per cent", &[SHOWN, ("masukan/buku.rs", "shares_are_read_as_per_cent_whatever_wrote_them")]),
    ("– 3.125", &[("masukan/sel.rs", "a_number_that_can_be_two_is_asked_about_by_every_way")]),
    ("E12 places", &[CELLS, HEADS]),
    ("E14 sex", &[CELLS, HEADS]),
    ("E16 heads with explanations", &[("masukan.rs", "a_person_is_read_under_the_heads_that_offices_use"), HEADS]),
    (
        "F2 names written otherwise",
        &[
            ("nama.rs", "apostrophe_blank_and_what_nobody_sees_weigh_nothing"),
            ("nama.rs", "a_letter_missing_doubled_or_swapped_still_finds_and_another_name_does_not"),
        ],
    ),
    (
        "F6 scripts on paper",
        &[
            ("keluar.rs", "what_cannot_be_printed_legibly_is_refused_and_word_has_it"),
            ("keluar.rs", "letters_that_a_font_of_the_machine_has_are_printed"),
        ],
    ),
    ("G1 numbers and days that go out", &[("keluar.rs", "claims_add_up_and_their_days_are_days")]),
    ("H1 quarters by their numbers", &[("periksa.rs", "heads_that_only_name_a_quarter_are_what_was_realised")]),
    ("H3 marks behind a figure", &[("periksa.rs", "what_hangs_on_a_printed_number_does_not_hide_it")]),
    ("H5 a failed figure", &[UNREAD, ("periksa.rs", "all_clear_and_not_read_have_different_exit_codes")]),
    ("I5 ESC and NUL", &[CELLS, CONTROLS[0], CONTROLS[1]]),
    (
        "P1, P3 NUL at the login and in reasons",
        &[CELLS, CONTROLS[0], CONTROLS[1], ("http/teks.rs", "no_way_in_takes_a_nul")],
    ),
];

#[test]
fn every_case_is_shown_by_a_test_that_there_is() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("it");
    for (case, tests) in CASES {
        assert!(!tests.is_empty(), "{case}");
        for (file, name) in *tests {
            let text = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(text.contains(&format!("fn {name}()")), "{case}: {file} has no {name}");
        }
        if let Some((name, _)) = case.split_once(' ').filter(|_| tests.contains(&CELLS)) {
            let named = case.rsplit_once('(').map_or(name, |(_, own)| own.trim_end_matches(')')).trim_end_matches(',');
            assert!(super::tabel::CELLS.iter().any(|cell| cell.0 == named), "{case}: no cell of {named}");
        }
    }
    for (case, ..) in super::tabel::CELLS {
        let named = |(text, _): &Shown| text.contains(case);
        assert!(CASES.iter().any(named), "{case}");
    }
    assert_eq!(CASES.len(), 52);
}
