// Pages as Chromium prints them: A4, numbered, no row and no drawing cut in two, nothing shrunk, no
// table wider than its sheet and no word of its head broken; and the whole report as one document,
// with its cover, its contents as links and its outline.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, inWindow, look, resize } from './browser.mjs'
import { readPdf } from './pdf.mjs'
import { kindOf, kinds, languages, pagesBelow, read } from './site.mjs'

const A4 = ['595 × 842', '842 × 595']
const printed = async (page, path) => {
  await page.goto(at(path))
  return readPdf(await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true }))
}
const spoken = (page) => page.words().map(({ text }) => text).join('')

/** What is wrong with any print. The first sheet of a whole report is a cover, without a number. */
function faultsOfPrint({ pages, rows, drawings }, hasCover = false) {
  const faults = []
  for (const [index, page] of pages.entries()) {
    const size = `${Math.round(page.width)} × ${Math.round(page.height)}`
    if (!A4.includes(size)) faults.push(`sheet ${index + 1} is ${size}`)
    const isNumbered = spoken(page).replaceAll(/\s/g, '').includes(`${index + 1}/${pages.length}`)
    if (isNumbered === (hasCover && index === 0)) faults.push(`sheet ${index + 1}: its number is ${isNumbered ? '' : 'not '}there`)
  }
  const cut = (all) => all.filter((sheets) => sheets > 1).length
  if (cut(rows) > 0) faults.push(`${cut(rows)} rows are cut in two`)
  if (cut(drawings) > 0) faults.push(`${cut(drawings)} drawings are cut in two`)
  return faults
}

for (const [turn, { kind, pages }] of kinds([languages[0]]).filter(({ kind }) => kind !== 'print').entries()) {
  // Kinds of pages take turns with the language.
  const path = pages[0].includes('/') ? pages[0].replace(/^[^/]+/, languages[turn % languages.length]) : pages[0]
  test(`${kind} pages print well`, async () => {
    await inWindow({}, async (page) => assert.deepEqual(faultsOfPrint(await printed(page, path)), [], path))
  })
}

// One that is read from left to right, and one from right to left.
for (const tag of [languages[0], 'ar']) {
  test(`the whole report is one document in ${tag}`, async () => {
    await inWindow({}, async (page) => {
      const [path] = kinds([tag]).find(({ kind }) => kind === 'print').pages
      const print = await printed(page, path)
      const { contents, parts, figures } = await page.evaluate(() => ({
        contents: document.querySelectorAll('.print-contents a').length,
        parts: document.querySelectorAll('section.part').length,
        figures: document.querySelectorAll('figure.fig:not(.lost)').length,
      }))
      assert.deepEqual(faultsOfPrint(print, true), [])
      assert.equal(contents, parts, 'every part stands in the contents')
      assert.ok(print.inner >= contents, `${print.inner} links within the document`)
      assert.ok(print.outline >= parts, `${print.outline} entries of the outline`)
      assert.ok(print.drawings.length >= figures, `${print.drawings.length} of ${figures} drawings`)
      assert.ok(print.rows.length > 400, `${print.rows.length} rows`)
      assert.ok(print.pages.length > 60 && print.pages.length < 250, `${print.pages.length} sheets`)
      // The contents are set in 9.5 points; a document that a wide table has shrunk has none of these.
      const sizes = new Set(print.pages[1].words().map(({ size }) => size))
      assert.ok([...sizes].some((size) => Math.abs(size - 9.5) < 0.1), `the contents are set in ${[...sizes]}`)
    })
  })
}

// A4 less its margins, upright and turned, in CSS pixels.
const SHEETS = { upright: 673, turned: 1001 }

/** In the page: tables that are wider than the sheet they are printed on, and broken words of their heads. */
function faultsOfTables(isTurned) {
  const faults = []
  const range = document.createRange()
  for (const table of document.querySelectorAll('.table-block table')) {
    if (Boolean(table.closest('.sideways')) !== isTurned) continue
    const over = Math.round(table.getBoundingClientRect().width - innerWidth)
    if (over > 1) faults.push(`${table.id} is ${over} px wider than its sheet`)
    const texts = document.createTreeWalker(table.tHead, NodeFilter.SHOW_TEXT)
    for (let text; (text = texts.nextNode()); ) {
      if (text.parentElement.closest('.hidden')) continue
      const isUpright = getComputedStyle(text.parentElement).writingMode === 'horizontal-tb'
      // Words, and years with a dash between them.
      for (const { 0: word, index } of text.data.matchAll(/[\p{L}\p{M}]+|\d{4}–\u2060?\d+/gu)) {
        if (/\p{Script=Han}/u.test(word)) continue
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5)
        if (new Set(lines.map(({ top, left }) => Math.round(isUpright ? top : left))).size > 1) faults.push(`${word} is broken in ${table.id}`)
      }
    }
  }
  return faults
}

// In the language of the longest words.
test('no table is wider than its sheet and no word of its head is broken', async () => {
  await inWindow({}, async (page) => {
    await page.emulateMedia({ media: 'print' })
    const paths = pagesBelow('ru').map((path) => `ru/${path}`).filter((path) => ['table', 'unit', 'series'].includes(kindOf(read(path))))
    assert.ok(paths.length > 100, `${paths.length} pages`)
    const wrong = await look(page, paths, async () => {
      const faults = []
      for (const [sheet, width] of Object.entries(SHEETS)) {
        await resize(page, width)
        faults.push(...(await page.evaluate(faultsOfTables, sheet === 'turned')))
      }
      return faults
    })
    assert.deepEqual(wrong, [])
  })
})

test('a wide table and a broken word would be found', async () => {
  await inWindow({}, async (page) => {
    await page.setContent(`<title>x</title><div class="table-block"><table id="x" style="width: 2000px"><thead><tr>
      <th><div style="width: 40px; overflow-wrap: anywhere">redistribution 2024–2025</div></th></tr></thead></table></div>`)
    await resize(page, SHEETS.upright)
    const found = await page.evaluate(faultsOfTables, false)
    assert.deepEqual(found, ['x is 1327 px wider than its sheet', 'redistribution is broken in x', '2024–2025 is broken in x'])
  }, '')
})

test('a row that is cut and a document that is shrunk would be found', async () => {
  await inWindow({}, async (page) => {
    await page.setContent(`<title>x</title><style>p { font-size: 10pt } div { font-size: 40pt; width: 2000px }</style>
      <p>x</p><table><caption>x</caption><tr><th>x</th></tr><tr><td><div>${'a<br>'.repeat(90)}</div></td></tr></table>`)
    const print = readPdf(await page.pdf({ format: 'A4', tagged: true }))
    assert.deepEqual(print.rows.map((sheets) => sheets > 1), [true])
    assert.ok(print.pages[0].words()[0].size < 9)
    assert.ok(faultsOfPrint(print).some((fault) => fault.includes('its number')))
  }, '')
})
