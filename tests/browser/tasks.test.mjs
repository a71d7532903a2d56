// What people come for, done as they would do it: from the first page of a language, by links that
// are in sight, on a phone and at a desk, with scripts and without. Each within three clicks, and
// the answer stands where one arrives.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, inWindow, resize } from './browser.mjs'
import { languages } from './site.mjs'

const MOST_CLICKS = 3

// A link by what its address ends with; where the answer stands; figures of it, without separators.
const TASKS = [
  { asks: 'which targets were missed, and by how much', by: [], in: '#k-database-satisfaction', says: ['85', '75', '10'] },
  { asks: 'which KPIs of a result were missed', by: ['pillar-3/index.html', 'er-3-1/index.html'], in: '.kpi-index', says: [] },
  { asks: 'all missed targets', by: ['kpis/rated-not/index.html'], in: '#k-filing-rate', says: ['80', '22', '58'] },
  { asks: 'PCT applications in 2025, and whether that is final', by: ['topics/demand/index.html', 'series/pct-applications/index.html'], in: 'section[aria-labelledby="values"] tr:has(.status-mark)', says: ['2025', '275900[e]'] },
  { asks: 'the unit cost of the Hague System in 2020/21', by: ['2020-21/index.html', 'topics/demand/index.html', 'series/hague-unit-cost-2020-21/index.html'], in: '.data', says: ['2020', '541', '2021', '540'] },
  { asks: 'the source of a figure', by: ['2024-25/demand/index.html'], in: '.source:has(a)', says: [] },
  { asks: 'spending by sector as CSV', by: ['topics/finance/index.html'], in: 'a[href$="data/2024-25/budget-by-sector.csv"]', says: [] },
  { asks: 'the same page in another language', by: ['2024-25/demand/index.html'], in: '.languages a:not([aria-current])', says: [] },
]

/** The address of the first link in sight that ends so, on windows of both widths. */
async function linkTo(page, end) {
  const [first, second] = await atBoth(page, () => page.evaluate((end) => {
    const links = [...document.querySelectorAll(`a[href$="${end}"]:not([hreflang])`)]
    return links.find((link) => link.checkVisibility())?.href
  }, end))
  return first && second
}

async function atBoth(page, look) {
  const seen = []
  for (const width of [390, 1280]) {
    await resize(page, width)
    seen.push(await look())
  }
  return seen
}

const scripts = (tag) => (tag === languages[0] ? [true, false] : [false])

for (const tag of languages) {
  for (const javaScriptEnabled of scripts(tag)) {
    test(`what people come for is found in ${tag} ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      await inWindow({ javaScriptEnabled }, async (page, faults) => {
        for (const task of TASKS) {
          assert.ok(task.by.length <= MOST_CLICKS)
          await page.goto(at(`${tag}/index.html`))
          for (const end of task.by) {
            const href = await linkTo(page, end)
            assert.ok(href, `${task.asks}: no link in sight to ${end} from ${page.url()}`)
            await page.goto(href)
          }
          const answer = page.locator(task.in).first()
          const inSight = await atBoth(page, () => answer.isVisible())
          assert.deepEqual(inSight, [true, true], `${task.asks}: ${page.url()} has no ${task.in} in sight`)
          const said = (await answer.textContent()).replace(/(?<=\d)[\s,.\u00a0\u202f](?=\d{3})|\s/g, '')
          for (const part of task.says) assert.ok(said.includes(part), `${task.asks}: ${part} is not in ${said}`)
        }
        assert.deepEqual(faults, [])
      })
    })
  }

  test(`the list of KPIs of a result says of each how it was rated in ${tag}`, async () => {
    await inWindow({}, async (page) => {
      await page.goto(at(`${tag}/2024-25/er-3-1/index.html`))
      const { counted, listed, lost } = await page.evaluate(() => {
        const count = (names) => Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((one) => one === name).length]))
        const tiles = [...document.querySelectorAll('.title .rating-tiles li')].flatMap((tile) =>
          Array(Number(tile.querySelector('.count').textContent)).fill(tile.querySelector('.name').textContent.trim()))
        const list = document.querySelector('.kpi-index')
        return {
          counted: count(tiles),
          listed: count([...list.querySelectorAll('.ratings .hidden')].map((name) => name.textContent.trim())),
          lost: [...list.querySelectorAll('a')].filter((link) => !document.querySelector(link.hash)).map((link) => link.hash),
        }
      })
      assert.deepEqual(listed, counted)
      assert.deepEqual(lost, [])
    })
  })
}
