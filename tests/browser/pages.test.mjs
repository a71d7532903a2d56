// Every kind of page, in every language: opened once, then looked at in every way. A page costs more
// to open than to look at.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { at, inWindow, resize } from './browser.mjs'
import { axeFaults } from './looks/axe.mjs'
import { keyboardFaults } from './looks/keyboard.mjs'
import { NARROWEST, SPACING, WIDTHS, layoutFaults } from './looks/layout.mjs'
import { linkFaults } from './looks/links.mjs'
import { modeFaults } from './looks/modes.mjs'
import { paperFaults } from './looks/paper.mjs'
import { kinds, languages } from './site.mjs'

const isFirst = (path) => path.startsWith(`${languages[0]}/`) || !path.includes('/')
const isIn = (path, tags) => tags.includes(path.split('/')[0])

// The whole report on one page takes ten times as long as any other, and holds what the others hold:
// in other languages it is looked at on paper, which it is made for.
const isWhole = (path) => path.includes('/print/') && !isFirst(path)

/** What is looked at, and on which of the pages that stand for their kind. */
const LOOKS = {
  'can be walked by keyboard': (page, path) => (isFirst(path) || (isIn(path, ['ar']) && !isWhole(path)) ? keyboardFaults(page) : []),
  'has its style and no dead link': (page) => linkFaults(page, at('')),
  'keeps its meaning in forced colours, and still': (page, path) => (isFirst(path) ? modeFaults(page) : []),
  'fits narrow and wide windows': (page, path) => layoutFaults(page, isWhole(path) ? [] : isFirst(path) || isIn(path, ['ru']) ? WIDTHS : NARROWEST),
  // A script with long words, one with joined letters and one without spaces.
  'bears wide spacing': (page, path) => (isIn(path, ['ru', 'ar', 'zh']) && !isWhole(path) ? layoutFaults(page, [320, 1280], SPACING) : []),
  'is no wider than its paper, and opens what is closed': paperFaults,
  'pleases axe, light and dark': async (page, path) => {
    await resize(page, 1280)
    return axeFaults(page, path)
  },
}

describe('pages', { concurrency: 2 }, () => {
  for (const { kind, pages } of kinds()) {
    test(`${kind} pages`, async (t) => {
      const wrong = Object.fromEntries(Object.keys(LOOKS).map((name) => [name, []]))
      const faults = await inWindow({}, async (page, faults) => {
        for (const path of pages) {
          await resize(page, 1280)
          await page.goto(at(path))
          for (const [name, look] of Object.entries(LOOKS)) {
            for (const fault of await look(page, path)) wrong[name].push(`${path}: ${fault}`)
          }
        }
        return faults
      })
      await t.test(`${kind}: asks nobody, breaks no rule of the policy, reports no error`, () => assert.deepEqual(faults, []))
      for (const [name, found] of Object.entries(wrong)) await t.test(`${kind}: ${name}`, () => assert.deepEqual(found, []))
    })
  }
})

test('axe would find an element that is wrong', async () => {
  await inWindow({}, async (page) => {
    await page.setContent('<html lang=en><title>x</title><main><h1>x</h1><img src="about:blank"></main>')
    const found = await axeFaults(page)
    assert.ok(found.some((violation) => violation.startsWith('image-alt')), found.join('\n'))
  }, '')
})

test('a box that cuts its text off would be found', async () => {
  await inWindow({}, async (page) => {
    await page.setContent('<p style="width:900px"><span style="display:block;overflow:hidden;height:1px">text</span>')
    const faults = await layoutFaults(page, [320])
    assert.equal(faults.length, 2, faults.join('\n'))
  }, '')
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
