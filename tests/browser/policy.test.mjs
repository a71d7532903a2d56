// No page asks a third party, breaks the policy of the site, misses a file or reports an error; at
// the root of a host, below a path of it, and as files.
import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { at, inWindow } from './browser.mjs'
import { serve } from './server.mjs'
import { folder, kinds, languages } from './site.mjs'

let below
before(async () => (below = await serve(folder, '/reports/2026/')))
after(() => below?.close())

const places = {
  'on a host': (path) => at(path),
  'below a path of a host': (path) => below.address + path,
  'as a file': (path) => pathToFileURL(join(folder, path)).href,
}

for (const [place, address] of Object.entries(places)) {
  for (const { kind, pages } of kinds(place === 'on a host' ? languages : languages.slice(0, 1))) {
    // The page for what is not there stands at any address, so its links begin at the host.
    if (kind === 'not_found' && place !== 'on a host') continue
    test(`${kind} pages ask nobody and miss nothing ${place}`, async () => {
      const wrong = await inWindow({}, async (page, faults) => {
        for (const path of pages) {
          await page.goto(address(path))
          faults.push(...(await unstyled(page)), ...(await leading(page, address(''))))
        }
        return faults
      }, address(''))
      assert.deepEqual(wrong, [])
    })
  }
}

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

test('a file is reached from the chooser by clicks alone, down to its download', async () => {
  await inWindow({}, async (page, faults) => {
    await page.goto(pathToFileURL(join(folder, 'index.html')).href)
    await page.click('.chooser a >> nth=0')
    await page.click('.editions a >> nth=0')
    await page.click('main a[href*="revenue/"] >> nth=0')
    const href = await page.locator('.downloads a[href$=".csv"]').first().evaluate((link) => link.href)
    assert.ok(statSync(fileURLToPath(href)).size > 100)
    assert.deepEqual(faults, [])
  }, 'file://')
})

test('what the policy forbids would be heard', async () => {
  await inWindow({}, async (page, faults) => {
    await page.goto(at('index.html'))
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
    await page.evaluate(() => document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' })))
    await page.waitForTimeout(300)
    assert.ok(faults.some((fault) => fault.includes('style-src')), faults.join('\n'))
    assert.ok(faults.some((fault) => fault.includes('img-src')), faults.join('\n'))
  })
})
