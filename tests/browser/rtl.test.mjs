// Pages of right-to-left languages are the mirror image of the others, by geometry.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, inWindow } from './browser.mjs'
import { kinds, languages } from './site.mjs'

const rightToLeft = languages.filter((tag) => {
  const locale = new Intl.Locale(tag)
  return (locale.getTextInfo?.() ?? locale.textInfo).direction === 'rtl'
})

test('a language of the sample is written from right to left', () => assert.notEqual(rightToLeft.length, 0))

for (const tag of rightToLeft) {
  for (const { kind, pages } of kinds([tag]).filter(({ pages }) => pages[0].includes('/'))) {
    test(`${kind} pages in ${tag} are mirrored`, async () => {
      await inWindow({}, async (page) => {
        for (const path of pages) {
          await page.goto(at(path))
          assert.deepEqual(await page.evaluate(faultsOfOrder), [], path)
          const mirrored = await page.evaluate(boxes)
          await page.goto(at(path.replace(tag, languages[0])))
          const straight = await page.evaluate(boxes)
          assert.deepEqual(Object.keys(mirrored), Object.keys(straight), path)
          for (const [name, box] of Object.entries(straight)) {
            const seen = { start: mirrored[name].end, end: mirrored[name].start }
            const isMirrored = Math.abs(seen.start - box.start) < 2 && Math.abs(seen.end - box.end) < 2
            assert.ok(isMirrored, `${path}: ${name} ${JSON.stringify(seen)}, not ${JSON.stringify(box)}`)
          }
        }
      })
    })
  }
}

/** How far the parts that span the page stand from the window's left and right. */
function boxes() {
  // Arabic is set a little larger than Latin, and so are the margins around it.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(':root:root { font-size: 100% !important }')
  document.adoptedStyleSheets = [sheet]
  const names = ['.masthead .frame', '.main-nav .frame', 'main', '.title', '.content', '.on-this-page', '.prose', '.pager']
  const all = {}
  for (const name of names) {
    const element = document.querySelector(name)
    if (!element?.checkVisibility()) continue
    const { left, right } = element.getBoundingClientRect()
    all[name] = { start: left, end: document.documentElement.clientWidth - right }
  }
  return all
}

/** What does not begin at the right. */
function faultsOfOrder() {
  const faults = []
  const middle = document.documentElement.clientWidth / 2
  const box = (element) => element.getBoundingClientRect()
  const follows = (first, second, what) => {
    const isBeside = box(first).bottom > box(second).top && box(second).bottom > box(first).top
    if (isBeside && box(first).left < box(second).right - 1) faults.push(`${what}: the first is not to the right of the second`)
  }
  if (getComputedStyle(document.body).direction !== 'rtl') faults.push('the page runs from left to right')
  for (const list of document.querySelectorAll('.main-nav ul, .languages ul, .breadcrumbs ol, .footer ul, .rating-tiles, .key')) {
    const [first, second] = list.children
    if (first && second) follows(first, second, list.parentElement.className || list.className)
  }
  const first = document.querySelector('.main-nav li')
  if (first && box(first).right < middle) faults.push('the navigation begins at the left')
  const title = document.createRange()
  title.selectNodeContents(document.querySelector('h1'))
  if (Math.max(...[...title.getClientRects()].map(({ right }) => right)) < middle) faults.push('the title stands at the left')
  for (const table of document.querySelectorAll('table')) {
    if (!table.checkVisibility()) continue
    // The name of a column may be for the ear alone.
    const seen = (row) => [...row.cells].filter((cell) => getComputedStyle(cell).position !== 'absolute')
    const row = [...table.rows].map(seen).find((cells) => cells.length > 1)
    if (row) follows(row[0], row[1], `table ${table.id}`)
    const label = row && document.createRange()
    label?.selectNodeContents(row[0])
    // Columns of labels are read from the edge of the table.
    if (row?.[0].textContent.trim()) {
      const end = Math.max(...[...label.getClientRects()].map(({ right }) => right))
      if (box(row[0]).right - end > 24) faults.push(`table ${table.id}: labels do not begin at the right`)
    }
  }
  // The first of several values is the one at the right.
  for (const value of document.querySelectorAll('bdi.value')) {
    const isSeveral = value.textContent.includes('،') && value.firstElementChild === null
    if (isSeveral && getComputedStyle(value).direction !== 'rtl') faults.push(`${value.textContent} runs from left to right`)
  }
  const aside = document.querySelector('.on-this-page')
  if (aside?.checkVisibility()) follows(aside, document.querySelector('.content'), 'the parts of the page')
  return faults
}
