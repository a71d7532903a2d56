#!/usr/bin/env python3
"""Writes src/chart/advances.rs: how wide the characters of Noto Sans are, for labels on charts.

kepi places labels without opening a font, so that a chart has the same bytes on every machine.
Readers' fonts differ, so width.rs adds 12 per cent; a few signs (plus, minus, brackets) are wider
still in DejaVu Sans, the widest of the usual fonts, and are written as wide as it needs.

Run it again only when other scripts are to be measured; the fonts are those of Debian's
fonts-noto-core and fonts-dejavu-core. `python3 -m venv venv && venv/bin/pip install fonttools`, then

    venv/bin/python tests/tools/advances.py > src/chart/advances.rs
"""

from fontTools.ttLib import TTFont

FONTS = "/usr/share/fonts/truetype/noto/"
LATIN = FONTS + "NotoSans-Regular.ttf"
BOLD = FONTS + "NotoSans-Bold.ttf"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
SAFETY = 1.12
ARABIC = FONTS + "NotoSansArabic-Regular.ttf"

# Latin, Greek, Cyrillic, punctuation, currency, letterlike, arrows, mathematics, shapes.
RANGES = [(0x20, 0x7E), (0xA0, 0x24F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF),
          (0x2010, 0x2027), (0x202F, 0x203A), (0x20A0, 0x20BF), (0x2100, 0x2122),
          (0x2190, 0x2193), (0x2212, 0x2213), (0x2248, 0x2248), (0x2260, 0x2265)]
ARABIC_RANGE = (0x600, 0x6FF)


def em(font, glyph):
    """An advance in thousandths of the font size."""
    return round(font["hmtx"][glyph][0] * 1000 / font["head"].unitsPerEm)


def forms(font, tag):
    """glyph -> glyph of a joining form (`init`, `medi`, `fina`)."""
    gsub = font["GSUB"].table
    lookups = {i for f in gsub.FeatureList.FeatureRecord if f.FeatureTag == tag
               for i in f.Feature.LookupListIndex}
    mapping = {}
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            table = getattr(table, "ExtSubTable", table)
            mapping.update(getattr(table, "mapping", {}))
    return mapping


def ligatures(font):
    """(first glyph, second glyph) -> ligature, from all ligature lookups."""
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, entries in getattr(table, "ligatures", {}).items():
                for entry in entries:
                    if len(entry.Component) == 1:
                        found.setdefault((first, entry.Component[0]), entry.LigGlyph)
    return found


def rows(numbers, per_line=18):
    for start in range(0, len(numbers), per_line):
        yield "        " + ", ".join(str(n) for n in numbers[start:start + per_line]) + ","


def main():
    latin, bold, arabic = TTFont(LATIN), TTFont(BOLD), TTFont(ARABIC)
    cmap, bold_cmap, arabic_cmap = latin.getBestCmap(), bold.getBestCmap(), arabic.getBestCmap()
    dejavu = TTFont(DEJAVU)
    dejavu_cmap = dejavu.getBestCmap()

    def wide_enough(c):
        noto = em(latin, cmap[c]) if c in cmap else 0
        other = em(dejavu, dejavu_cmap[c]) if c in dejavu_cmap else 0
        return max(noto, -int(-other // SAFETY))

    letters = [c for c in range(0x20, 0x7F) if c in cmap]
    heavier = max(sum(em(bold, bold_cmap[c]) for c in letters),
                  1) * 1000 // sum(em(latin, cmap[c]) for c in letters)

    print("//! How wide the characters of Noto Sans are, in thousandths of the font size; a few signs as")
    print("//! DejaVu Sans needs them.")
    print("//!")
    print("//! Made by tests/tools/advances.py; not to be edited by hand.")
    print()
    print("/// Bold letters are wider than regular ones by this factor, in thousandths.")
    print(f"pub(super) const BOLD: u32 = {heavier};")
    print()
    print("/// Runs of characters by their first one; 0 is a character that neither font has.")
    print("#[rustfmt::skip]")
    print("pub(super) const RUNS: &[(u32, &[u16])] = &[")
    for first, last in RANGES:
        print(f"    (0x{first:04X}, &[")
        for line in rows([wide_enough(c) for c in range(first, last + 1)]):
            print(line)
        print("    ]),")
    print("];")
    print()

    init, medi, fina = (forms(arabic, tag) for tag in ("init", "medi", "fina"))
    first, last = ARABIC_RANGE
    print("/// Arabic letters: standing alone, at the end, in the middle, at the start of a joined")
    print("/// group. 0 is a form that the letter does not have, which tells how it joins.")
    print("#[rustfmt::skip]")
    print(f"pub(super) const ARABIC: (u32, &[[u16; 4]]) = (0x{first:04X}, &[")
    cells = []
    for c in range(first, last + 1):
        glyph = arabic_cmap.get(c)
        width = [0, 0, 0, 0]
        if glyph:
            width[0] = em(arabic, glyph)
            for at, form in ((1, fina), (2, medi), (3, init)):
                if glyph in form:
                    width[at] = em(arabic, form[glyph])
        cells.append("[" + ",".join(map(str, width)) + "]")
    for start in range(0, len(cells), 6):
        print("    " + ", ".join(cells[start:start + 6]) + ",")
    print("]);")
    print()

    pairs = ligatures(arabic)
    print("/// Lam followed by an alef is one sign: the alef, its width alone and after a joined letter.")
    print("pub(super) const LAM_ALEF: &[(char, u16, u16)] = &[")
    lam = arabic_cmap[0x644]
    for alef in (0x622, 0x623, 0x625, 0x627):
        glyph = arabic_cmap[alef]
        alone = pairs.get((init[lam], fina[glyph]))
        joined = pairs.get((medi[lam], fina[glyph]))
        if alone and joined:
            print(f"    ('\\u{{{alef:x}}}', {em(arabic, alone)}, {em(arabic, joined)}),")
    print("];")


main()
