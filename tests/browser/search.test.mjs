// The search in every language: by keyboard, on a host under its policy and in a folder, with what
// screen readers are told; and without scripts, the list that stands in for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { at, inWindow } from './browser.mjs'
import { folder, kinds, languages } from './site.mjs'

const inFolder = (path) => pathToFileURL(join(folder, path)).href
const [sample] = kinds([languages[0]]).find(({ kind }) => kind === 'kpi').pages
const inLanguage = (tag) => sample.replace(/^[^/]+/, tag)

// A word of more than twenty pages.
const COMMON = { ar: 'معاهدة' }

/** What a page is called, as somebody types it who has no time: no capitals, no accents. */
async function titleOf(page, path) {
  await page.goto(at(path))
  const title = await page.locator('h1').evaluate((h1) => h1.firstChild.textContent.trim())
  return title.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f\u064b-\u0652]/g, '').normalize('NFC')
}

/** Opens the search, and notes from then on what its live region says. */
async function listen(page, address) {
  await page.goto(address)
  await page.evaluate(() => {
    globalThis.said = []
    const status = document.querySelector('[role="status"]')
    new MutationObserver(() => status.textContent && globalThis.said.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true })
  })
}
const results = (page) => page.locator('#results a').evaluateAll((links) => links.map((link) => link.href.split('#')[0]))
const number = /\d/

/** What is found once nothing changes any more: while letters are typed, results come for a part of them. */
async function settled(page) {
  let before
  for (let looks = 0; looks < 40; looks++) {
    const now = await results(page)
    if (now.length > 0 && String(now) === before) return now
    before = String(now)
    await page.waitForTimeout(300)
  }
  return []
}

for (const tag of languages) {
  test(`a title is found by keyboard and by ear in ${tag}`, async () => {
    await inWindow({}, async (page, faults) => {
      const wanted = inLanguage(tag)
      const title = await titleOf(page, wanted)
      await listen(page, at(`${tag}/search/index.html`))
      await page.focus('#search')
      await page.keyboard.type(title)
      const found = await settled(page)
      assert.ok(found.slice(0, 5).includes(at(wanted)), `"${title}" gives ${found.slice(0, 5).join(' ')}`)
      assert.match(await page.evaluate(() => globalThis.said.at(-1)), number, 'the number of results is said')
      // Typing goes on; the results are the next stops after what belongs to the field.
      assert.equal(await page.evaluate(() => document.activeElement.id), 'search')
      for (let stops = 0; stops < 5 && !(await page.evaluate(() => document.activeElement.matches('#results a'))); stops++) await page.keyboard.press('Tab')
      assert.equal(await page.evaluate(() => document.activeElement.href.split('#')[0]), found[0])
      await Promise.all([page.waitForURL((url) => url.href.split('#')[0] === found[0]), page.keyboard.press('Enter')])
      assert.deepEqual(faults, [])
    })
  })

  test(`what was missed is found on a page that lists it in ${tag}`, async () => {
    await inWindow({}, async (page) => {
      await page.goto(at(`${tag}/index.html`))
      const heading = await page.locator('h2#missed').textContent()
      await page.goto(`${at(`${tag}/search/index.html`)}?q=${encodeURIComponent(heading)}`)
      const found = (await settled(page)).slice(0, 10)
      const lists = ['index.html', '2024-25/index.html', '2024-25/kpis/rated-not/index.html'].map((path) => at(`${tag}/${path}`))
      assert.ok(found.some((address) => lists.includes(address)), `"${heading}" gives ${found.join(' ')}`)
    })
  })

  test(`what is nowhere is said to be nowhere in ${tag}, and many results come in parts`, async () => {
    await inWindow({}, async (page, faults) => {
      await listen(page, at(`${tag}/search/index.html`))
      await page.fill('#search', 'qqxqzz')
      await page.waitForFunction(() => globalThis.said.at(-1)?.includes('qqxqzz'))
      assert.deepEqual(await results(page), [])
      await page.fill('#search', COMMON[tag] ?? 'PCT')
      await page.waitForFunction(() => document.querySelectorAll('#results li').length === 20)
      await page.focus('#more')
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => document.querySelectorAll('#results li').length > 20)
      assert.ok(await page.evaluate(() => document.activeElement.matches('#results li:nth-child(21) a')), 'the first new result has the focus')
      assert.deepEqual(faults, [])
    })
  })

  test(`a title is found in a folder in ${tag}`, async () => {
    const wanted = inLanguage(tag)
    const title = await inWindow({}, (page) => titleOf(page, wanted))
    await inWindow({}, async (page, faults) => {
      await page.goto(`${inFolder(`${tag}/search/index.html`)}?q=${encodeURIComponent(title)}`)
      await page.waitForSelector('#results a')
      const found = await results(page)
      assert.ok(found.slice(0, 5).includes(inFolder(wanted)), `"${title}" gives ${found.slice(0, 5).join(' ')}`)
      assert.deepEqual(faults, [])
    }, inFolder(''))
  })

  test(`without scripts the search in ${tag} says so, and a list of all pages stands in for it`, async () => {
    await inWindow({ javaScriptEnabled: false }, async (page, faults) => {
      await page.goto(at(`${tag}/search/index.html`))
      assert.ok(await page.locator('.needs-script').isVisible())
      await page.click('.needs-script + p a')
      // The list is long: it is all there once the page is.
      await page.waitForURL(/\/index\/index\.html$/, { waitUntil: 'load' })
      const leads = await page.locator('.initial a').evaluateAll((links) => links.map((link) => link.href))
      assert.ok(leads.includes(at(inLanguage(tag))), 'the list has every page')
      assert.deepEqual(faults, [])
    })
  })
}
