// The same folder at the root of a host, below a path of one, and unpacked on a desk: every kind of
// page asks nobody and misses nothing, and one gets from the chooser to a page in another language,
// to its data and to what a search finds.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { at, inWindow } from './browser.mjs'
import { linkFaults } from './looks/links.mjs'
import { serve } from './server.mjs'
import { folder, kinds, languages } from './site.mjs'

let below
let desk
before(async () => {
  below = await serve(folder, '/reports/2025/')
  // Folders are called as people call them.
  desk = mkdtempSync(join(tmpdir(), 'kepi-desk-'))
  symlinkSync(folder, join(desk, 'отчёт 2025 (1) #2 50%'))
})
after(async () => {
  await below?.close()
  if (desk) rmSync(desk, { recursive: true })
})

/** Address of a page of the site, where it stands. */
const PLACES = {
  'at the root of a host': at,
  'below a path of a host': (path) => below.address + path,
  'in a folder': (path) => pathToFileURL(join(desk, 'отчёт 2025 (1) #2 50%', path || '.')).href + (path ? '' : '/'),
}

for (const [place, address] of Object.entries(PLACES)) {
  // All pages have been opened at the root of a host by other tests.
  if (address !== at) {
    // Pages for what is not there stand at any address, so their links begin at the host.
    for (const { kind, pages } of kinds(languages.slice(0, 1)).filter(({ kind }) => kind !== 'not_found')) {
      test(`${kind} pages ask nobody and miss nothing ${place}`, async () => {
        const wrong = await inWindow({}, async (page, faults) => {
          await page.goto(address(pages[0]))
          return [...faults, ...(await linkFaults(page, address('')))]
        }, address(''))
        assert.deepEqual(wrong, [])
      })
    }
  }

  for (const javaScriptEnabled of [true, false]) {
    test(`a table, its data and the same page in another language are a few clicks away ${place}, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      await inWindow({ javaScriptEnabled }, async (page, faults) => {
        await page.goto(address('index.html'))
        await page.click('.chooser a >> nth=0')
        await page.click('.editions a >> nth=0')
        await page.click('main a[href*="revenue/"] >> nth=0')
        const english = page.url()
        const other = languages.at(-1)
        await page.click(`.languages a[hreflang="${other}"]`)
        assert.equal(page.url(), english.replace(`/${languages[0]}/`, `/${other}/`))
        const link = page.locator('.table-block .downloads a[href$=".csv"]').first()
        const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
        const href = await link.getAttribute('href')
        const wanted = readFileSync(join(folder, new URL(href, `file:///${page.url().slice(address('').length)}`).pathname))
        assert.deepEqual(readFileSync(await download.path()), wanted)
        assert.deepEqual(faults, [])
      }, address(''))
    })
  }

  test(`the field of any page leads to what it finds ${place}`, async () => {
    await inWindow({}, async (page, faults) => {
      const tag = languages[0]
      const [kpi] = kinds([tag]).find(({ kind }) => kind === 'kpi').pages
      await page.goto(address(kpi))
      const title = (await page.textContent('h1')).trim()
      await page.goto(address(`${tag}/2024-25/risks/index.html`))
      await page.fill('.search-box input', title)
      await page.keyboard.press('Enter')
      await page.click(`#results a[href*="${kpi.slice(tag.length + 1)}"]`)
      assert.equal(page.url().split('#')[0], address(kpi))
      assert.deepEqual(faults, [])
    }, address(''))
  })
}
