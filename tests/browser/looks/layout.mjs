// Whether a page fits: narrow windows, zoomed ones, wide spacing. Nothing makes it scroll sideways,
// and no text is cut off.
import { resize } from '../browser.mjs'

// 320 px is also a window of 1280 px at 400 %, and 640 px one at 200 %.
export const WIDTHS = [320, 640, 1088, 1280]
// Where pages break first: on phones, and where the margin begins beside the text.
export const NARROWEST = [320, 1088]

// What a reader may set, by WCAG 2.2, 1.4.12.
export const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`

export async function layoutFaults(page, widths, css = '') {
  const all = []
  for (const width of widths) {
    await resize(page, width)
    const faults = await page.evaluate(faultsOfLayout, css)
    all.push(...faults.map((fault) => `${width} px: ${fault}`))
  }
  return all
}

function faultsOfLayout(css) {
  // The policy of the site forbids style elements, not sheets that a reader's own tools construct.
  const sheet = new CSSStyleSheet()
  // And what is laid out only once it is in sight is looked at as well.
  sheet.replaceSync(`* { content-visibility: visible !important } ${css}`)
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
    // Asked first, as most elements are as large as what is in them.
    const isLarger = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1
    if (!isLarger || element.closest('svg, .hidden') || !element.checkVisibility()) continue
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
