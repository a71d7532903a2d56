// A page on paper, before it is cut into sheets: a browser shrinks all of a document to what is
// widest in it, so nothing may be wider than a sheet; and what a click would open is open.
import { resize } from '../browser.mjs'

// A4 less the margins of the theme, in pixels: 178 mm, and 265 mm of a sheet that is turned.
const UPRIGHT = 673
const TURNED = 1001

export async function paperFaults(page) {
  await page.emulateMedia({ media: 'print' })
  await resize(page, UPRIGHT)
  const faults = await page.evaluate(faultsOnPaper, [UPRIGHT, TURNED])
  await page.emulateMedia({ media: null })
  return faults
}

function faultsOnPaper([upright, turned]) {
  const faults = []
  for (const element of document.querySelectorAll('main *')) {
    if (element.closest('svg svg, .hidden')) continue
    const { width } = element.getBoundingClientRect()
    const room = element.closest('.sideways') ? turned : upright
    if (width > room + 1) faults.push(`<${element.localName} id="${element.id}"> is ${Math.round(width)} px wide on paper`)
  }
  for (const navigation of document.querySelectorAll('.main-nav ul, .languages, .on-this-page, .pager, .filters, form')) {
    if (navigation.checkVisibility()) faults.push(`<${navigation.localName} class="${navigation.className}"> is on paper`)
  }
  for (const row of document.querySelectorAll('.measures tbody tr')) {
    if (getComputedStyle(row).display !== 'table-row') faults.push(`the row ${row.id} is none on paper`)
  }
  // Links within a page are no use on paper.
  for (const content of document.querySelectorAll('details:not(.filters details, .paragraphs) > :not(summary, .downloads)')) {
    if (content.getBoundingClientRect().height === 0) faults.push(`a part of "${content.parentElement.textContent.trim().slice(0, 40)}" is closed on paper`)
  }
  return faults
}
