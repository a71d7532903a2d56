// What axe-core finds on a page, light and dark.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { languages } from '../site.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
// The dark page is the same markup in other colours.
export const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

// Rows, entries and parts after these are like them. All are looked at in the first language, but
// for the whole report on one page, which holds what the others hold.
const REPEATED = 'tbody:nth-of-type(n+6), tbody > tr:nth-of-type(n+6), li:nth-of-type(n+6), .part:nth-of-type(n+6)'

export const inject = (page) => page.evaluate(axe)

// Languages share markup and colours. So colours, which take axe most of its time, are looked at in
// the first, and in one that runs the other way.
const colourful = [languages[0], languages.find((tag) => ['ar', 'fa', 'he', 'ur'].includes(tag))]
const showsColours = (path) => !path.includes('/') || colourful.includes(path.split('/')[0])

/** The last look at a page: takes away from it what repeats. */
export async function axeFaults(page, path = '') {
  if (!path.startsWith(`${languages[0]}/`) || path.includes('/print/')) {
    await page.evaluate((repeated) => document.querySelectorAll(repeated).forEach((element) => element.remove()), REPEATED)
  }
  await inject(page)
  await page.emulateMedia({ colorScheme: 'light' })
  if (!showsColours(path)) return violations(page, ALL, COLOURS.values)
  const light = await violations(page, ALL)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await violations(page, COLOURS)
  await page.emulateMedia({ colorScheme: null })
  return [...light, ...dark.map((violation) => `dark, ${violation}`)]
}

export async function violations(page, runOnly, without = []) {
  const rules = Object.fromEntries(without.map((name) => [name, { enabled: false }]))
  const found = await page.evaluate(
    (options) => globalThis.axe.run(document, { ...options, resultTypes: ['violations'], preload: false }),
    { runOnly, rules }
  )
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`)
  )
}
