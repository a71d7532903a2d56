//! A workbook: any bytes, or a made-up sheet in a workbook that is otherwise whole. The first byte
//! says which part is made up.
#![no_main]

use std::io::{Cursor, Write};

use kepi::load::workbook;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

/// The parts of the smallest workbook.
#[rustfmt::skip]
const PARTS: &[(&str, &str)] = &[
    ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>0.5</v></c></row></sheetData></worksheet>"),
    ("xl/sharedStrings.xml", "<sst><si><t>Office</t></si></sst>"),
    ("xl/styles.xml", "<styleSheet><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>"),
    ("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
    ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"),
    ("_rels/.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
];

/// A workbook with one part made up; past the last of them, with none.
fn packed(which: usize, made_up: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (index, (name, text)) in PARTS.iter().enumerate() {
        zip.start_file(*name, stored).expect("memory takes it");
        let bytes = if index == which { made_up } else { text.as_bytes() };
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

fuzz_target!(
    init: {
        // What is made up within something that is no workbook would never get past the door.
        workbook::read(&packed(PARTS.len(), &[])).expect("the workbook is whole");
    },
    |data: &[u8]| {
        let Some((which, made_up)) = data.split_first() else { return };
        let which = usize::from(*which) % (PARTS.len() + 1);
        let bytes = if which == PARTS.len() { made_up.to_vec() } else { packed(which, made_up) };
        workbook::read(&bytes).ok();
    }
);
