// Whether a page has its style, and leads to nothing that is not there.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from '../site.mjs'

/** `top` is the address of the site's root, where it stands. */
export const linkFaults = async (page, top) => [...(await unstyled(page)), ...(await leading(page, top))]

/** The stylesheet is there when a token of the theme has a value. */
const unstyled = (page) =>
  page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--page') ? [] : [`${location}: no stylesheet`]
  )

/** Links within the site lead to files of it, wherever it stands. */
async function leading(page, top) {
  const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.href))
  const wrong = []
  for (const link of new Set(links.map((link) => link.split('#')[0]))) {
    if (!link.startsWith(top)) {
      const isOutside = /^https?:/.test(link) && new URL(link).hostname !== '127.0.0.1'
      if (!isOutside) wrong.push(`${page.url()}: ${link} leads out of the site`)
      continue
    }
    const path = decodeURIComponent(link.slice(top.length))
    const file = join(folder, path.endsWith('/') || path === '' ? `${path}index.html` : path)
    if (!existsSync(file) || statSync(file).isDirectory()) wrong.push(`${page.url()}: ${link} is no file`)
  }
  return wrong
}
