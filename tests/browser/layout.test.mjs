// Every kind of page fits: narrow windows, zoomed ones, wide spacing. Nothing makes the page scroll
// sideways, and no text is cut off.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inWindow, look } from './browser.mjs'
import { kinds, languages } from './site.mjs'

// 320 px is also a window of 1280 px at 400 %, and 640 px one at 200 %.
const WIDTHS = [320, 640, 1088, 1280]

// What a reader may set, by WCAG 2.2, 1.4.12.
const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`

for (const { kind, pages } of kinds()) {
  test(`${kind} pages fit narrow and wide windows`, async () => {
    const wrong = await inWindow({}, (page) =>
      look(page, pages, async () => {
        const all = []
        for (const width of WIDTHS) all.push(...(await at(page, width)))
        return all
      })
    )
    assert.deepEqual(wrong, [])
  })
}

// A script with long words, one with joined letters and one without spaces.
const some = languages.filter((tag) => ['ru', 'ar', 'zh'].includes(tag))

for (const { kind, pages } of kinds(some)) {
  test(`${kind} pages bear wide spacing`, async () => {
    const wrong = await inWindow({}, (page) =>
      look(page, pages, async () => [...(await at(page, 320, SPACING)), ...(await at(page, 1280, SPACING))])
    )
    assert.deepEqual(wrong, [])
  })
}

async function at(page, width, css = '') {
  await page.setViewportSize({ width, height: 900 })
  const faults = await page.evaluate(faultsOfLayout, css)
  return faults.map((fault) => `${width} px: ${fault}`)
}

function faultsOfLayout(css) {
  // The policy of the site forbids style elements, not sheets that a reader's own tools construct.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [sheet]
  const faults = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth + 1) {
    const reaches = (element) => {
      const { left, right } = element.getBoundingClientRect()
      return !element.closest('.scroll, .drawings') && (right > root.clientWidth + 1 || left < -1)
    }
    const widest = [...document.body.querySelectorAll('*')].filter(reaches).at(-1)
    faults.push(`the page is ${root.scrollWidth} px wide, for "${widest?.textContent.trim().slice(0, 40)}"`)
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('svg, .hidden') || !element.checkVisibility()) continue
    const style = getComputedStyle(element)
    // Read out, not seen.
    if (style.clipPath === 'inset(50%)') continue
    // What scrolls shows all; what is cut off does not.
    const cuts = ['hidden', 'clip']
    const isCut =
      (cuts.includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (cuts.includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
    if (isCut) faults.push(`<${element.localName} class="${element.className}"> is cut off`)
  }
  return faults
}

test('a box that cuts its text off would be found', async () => {
  await inWindow({}, async (page) => {
    await page.setContent('<p style="width:900px"><span style="display:block;overflow:hidden;height:1px">text</span>')
    const faults = await at(page, 320)
    assert.equal(faults.length, 2, faults.join('\n'))
  })
})
