// All KPIs, narrowed by rating, place, unit and kind: by links to pages, so with scripts and without.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, inWindow } from './browser.mjs'
import { kinds, languages } from './site.mjs'

const [all] = kinds([languages[0]]).find(({ kind }) => kind === 'kpis').pages

/** What a list says of itself, and what it holds. */
const shown = async (page) => {
  // A click returns once the next page begins.
  await page.waitForLoadState()
  return page.evaluate(() => {
    const current = document.querySelector('.filters [aria-current="page"]')
    return {
      name: current?.querySelector('.name').textContent.trim(),
      said: Number(current?.querySelector('.count').textContent),
      isOpen: current?.closest('details').open,
      isSeen: current?.checkVisibility(),
      kpis: document.querySelectorAll('.kpi-list tbody[id]').length,
      ratings: [...document.querySelectorAll('.kpi-list .rating .name')].map((name) => name.textContent.trim()),
      scripts: document.querySelectorAll('script:not([type="application/ld+json"])').length,
    }
  })
}

for (const javaScriptEnabled of [true, false]) {
  test(`each group of filters narrows the list, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    await inWindow({ javaScriptEnabled }, async (page, faults) => {
      await page.goto(at(all))
      const whole = await shown(page)
      const groups = await page.locator('.filters details').count()
      assert.ok(groups >= 3, `${groups} groups`)
      for (let group = 0; group < groups; group++) {
        const details = page.locator('.filters details').nth(group)
        if (!(await details.evaluate((details) => details.open))) await details.locator('summary').click()
        const choice = details.locator('a').last()
        const name = (await choice.locator('.name').textContent()).trim()
        await choice.click()
        const narrowed = await shown(page)
        assert.equal(narrowed.name, name, 'the choice is marked')
        assert.ok(narrowed.isOpen && narrowed.isSeen, `${name} can be seen`)
        assert.ok(narrowed.kpis > 0 && narrowed.kpis < whole.kpis, `${name}: ${narrowed.kpis} of ${whole.kpis}`)
        if (group === 0) {
          assert.deepEqual([...new Set(narrowed.ratings)], [name], 'no other rating is left')
          assert.equal(narrowed.ratings.length, narrowed.said, 'as many as were promised')
        }
        assert.equal(narrowed.scripts, 0)
        // In another language, and back to all.
        await page.click(`.languages a[hreflang="${languages.at(-1)}"]`)
        assert.equal((await shown(page)).kpis, narrowed.kpis)
        await page.click(`.languages a[hreflang="${languages[0]}"]`)
        await page.click('.filters .all a')
        assert.equal(page.url(), at(all))
      }
      assert.deepEqual(faults, [])
    })
  })
}
