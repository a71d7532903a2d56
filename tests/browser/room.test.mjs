// What stands side by side has the room it needs, in the language of the longest words and on windows
// of every width: figures stay in their columns, none stands alone, nothing scrolls that need not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, inWindow, look, resize } from './browser.mjs'
import { kinds, languages } from './site.mjs'

const WIDTHS = [320, 390, 600, 820, 1000, 1100, 1200, 1280]
const pagesOf = (kind, tags = languages) => kinds(tags).find((one) => one.kind === kind).pages

/** In the page: texts that leave the box they stand in, and lines of boxes whose last holds one alone. */
function faultsOfRoom(selector) {
  const faults = []
  for (const list of document.querySelectorAll(selector)) {
    const lines = new Map()
    for (const box of list.children) {
      const { left, right, top } = box.getBoundingClientRect()
      lines.set(Math.round(top), (lines.get(Math.round(top)) ?? 0) + 1)
      const range = document.createRange()
      range.selectNodeContents(box)
      const over = Math.max(...[...range.getClientRects()].map((text) => Math.max(left - text.left, text.right - right)))
      if (over > 1) faults.push(`${box.textContent.trim()} leaves its box by ${Math.round(over)}`)
    }
    const inLine = [...lines.values()]
    if (list.children.length === 4 && inLine.length > 1 && inLine.at(-1) < inLine[0]) faults.push(inLine.join(' + '))
  }
  return faults
}

for (const tag of languages) {
  test(`headline figures and ratings have room in ${tag}`, async () => {
    await inWindow({}, async (page) => {
      const paths = [...pagesOf('home', [tag]), ...pagesOf('edition', [tag]), ...pagesOf('kpis', [tag])]
      const wrong = await look(page, paths, async () => {
        const faults = []
        for (const width of WIDTHS) {
          await resize(page, width)
          const found = await page.evaluate(faultsOfRoom, '.headline-figures, .rating-tiles')
          faults.push(...found.map((fault) => `${width}: ${fault}`))
        }
        return faults
      })
      assert.deepEqual(wrong, [])
    })
  })

  test(`how a rating follows is read on a phone without scrolling in ${tag}`, async () => {
    await inWindow({}, async (page) => {
      await resize(page, 320)
      const kpi = kinds([languages[0]]).find(({ kind }) => kind === 'kpi').pages
      let tables = 0
      const wrong = await look(page, kpi.map((path) => path.replace(/^[^/]+/, tag)), () => page.evaluate(() => {
        const all = [...document.querySelectorAll('.follows .scroll')]
        return all.map((own) => own.scrollWidth - own.clientWidth).concat(all.length)
      }).then((widths) => {
        tables += widths.pop()
        return widths.filter((over) => over > 0).map((over) => `${over} px are out of sight`)
      }))
      assert.ok(tables > 0, 'a KPI says how its rating follows')
      assert.deepEqual(wrong, [])
    })
  })
}

test('captions of tables are in sight without scrolling', async () => {
  await inWindow({}, async (page) => {
    const paths = ['unit', 'node', 'table', 'series'].flatMap((kind) => pagesOf(kind))
    let captions = 0
    const wrong = await look(page, paths, async () => {
      const faults = []
      for (const width of [320, 820, 1100, 1280]) {
        await resize(page, width)
        const found = await page.evaluate(() => [...document.querySelectorAll('.scroll')].filter((own) => own.checkVisibility()).flatMap((own) => {
          const caption = own.querySelector('.caption')?.getBoundingClientRect()
          const room = own.getBoundingClientRect()
          return caption ? [Math.max(room.left - caption.left, caption.right - room.right)] : []
        }))
        captions += found.length
        faults.push(...found.filter((over) => over > 1).map((over) => `${width}: ${over} px of a caption are out of sight`))
      }
      return faults
    })
    assert.ok(captions > 100, `${captions} captions`)
    assert.deepEqual(wrong, [])
  })
})

/** In the page: words that begin in one line and end in the next, and names of columns that need two lines. */
function faultsOfWords() {
  const faults = []
  for (const label of document.querySelectorAll('.data thead .label, .parts .name')) {
    if (!label.checkVisibility()) continue
    const texts = document.createTreeWalker(label, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const word of text.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange()
        range.setStart(text, word.index)
        range.setEnd(text, word.index + word[0].length)
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
        if (lines.size > 1) faults.push(`${word[0]} is broken`)
      }
    }
  }
  const probe = document.createElement('span')
  probe.style.cssText = 'position: absolute; white-space: nowrap; font-weight: 400'
  for (const cell of document.querySelectorAll('.measures td[data-label]')) {
    const { content, width } = getComputedStyle(cell, '::before')
    if (content === 'none') continue
    probe.textContent = cell.dataset.label
    cell.append(probe)
    if (probe.getBoundingClientRect().width > parseFloat(width) + 0.5) faults.push(`${cell.dataset.label} takes two lines`)
    probe.remove()
  }
  return [...new Set(faults)]
}

// Chinese words end where no space stands.
for (const tag of languages.filter((tag) => tag !== 'zh')) {
  test(`no word is broken in heads and names in ${tag}`, async () => {
    await inWindow({}, async (page) => {
      const paths = ['home', 'node', 'table', 'unit'].flatMap((kind) => pagesOf(kind, [tag])).concat(`${tag}/2024-25/budget-by-sector/index.html`)
      const wrong = await look(page, paths, async () => {
        const faults = []
        for (const width of [360, 820]) {
          await resize(page, width)
          const found = await page.evaluate(faultsOfWords)
          faults.push(...found.map((fault) => `${width}: ${fault}`))
        }
        return faults
      })
      assert.deepEqual(wrong, [])
    })
  })
}

test('a broken word and a name of two lines would be found', async () => {
  await inWindow({}, async (page) => {
    await page.setContent(`<title>x</title><style>td { display: grid; grid-template-columns: 4rem 1fr } td::before { content: attr(data-label); line-height: 20px }</style>
      <div class="measures"><table><tr><td data-label="Fact or figure">1</td></tr></table></div>
      <table class="data"><thead><tr><th><div class="label" style="inline-size: 3rem; overflow-wrap: anywhere">performance</div></th></tr></thead></table>`)
    assert.deepEqual(await page.evaluate(faultsOfWords), ['performance is broken', 'Fact or figure takes two lines'])
  }, '')
})

test('a table of few columns widens no page', async () => {
  await inWindow({}, async (page) => {
    const paths = languages.map((tag) => `${tag}/2024-25/demand/index.html`)
    const wrong = await look(page, paths, async () => {
      const faults = []
      for (const width of [960, 1024, 1100, 1280]) {
        await resize(page, width)
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        if (over > 0) faults.push(`${width}: ${over} px too wide`)
      }
      return faults
    })
    assert.deepEqual(wrong, [])
  })
})

test('words of a key stand in line, within a narrative, too', async () => {
  await inWindow({}, async (page) => {
    let keys = 0
    const wrong = await look(page, pagesOf('node').concat(pagesOf('edition')), async () => {
      const tops = await page.evaluate(() => [...document.querySelectorAll('.prose .key')].map((key) =>
        [...key.children].map((word) => word.getBoundingClientRect().top)))
      keys += tops.filter(([first, second]) => second !== undefined).length
      // In one line, or in another, which is more than a few pixels below.
      return tops.filter((all) => all.some((top, n) => n > 0 && top !== all[n - 1] && top - all[n - 1] < 8))
    })
    assert.ok(keys > 0, 'a narrative has a chart with a key of two words')
    assert.deepEqual(wrong, [])
  })
})

test('lists of downloads are as wide as the rule above them', async () => {
  await inWindow({}, async (page) => {
    await page.goto(at(pagesOf('data')[0]))
    const widths = await page.evaluate(() => [...document.querySelectorAll('.downloads-list')].map((list) =>
      [list, list.closest('section')].map((box) => Math.round(box.getBoundingClientRect().width))))
    assert.ok(widths.length > 3)
    for (const [list, section] of widths) assert.equal(list, section)
  })
})

test('a text that leaves its box and a box that stands alone would be found', async () => {
  await inWindow({}, async (page) => {
    await page.setContent(`<title>x</title><ul style="display: grid; grid-template-columns: repeat(3, 40px)">
      <li>1</li><li>2</li><li style="white-space: nowrap">three thousand</li><li>4</li></ul>`)
    const [over, alone] = await page.evaluate(faultsOfRoom, 'ul')
    assert.match(over, /^three thousand leaves its box by \d+$/)
    assert.equal(alone, '3 + 1')
  }, '')
})
