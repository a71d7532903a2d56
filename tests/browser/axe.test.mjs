// axe-core finds nothing on any kind of page, in any language, light or dark.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { inWindow, look } from './browser.mjs'
import { kinds, languages } from './site.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
// The dark page is the same markup in other colours.
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

async function violations(page, runOnly) {
  const found = await page.evaluate(
    (runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] }),
    runOnly
  )
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary.replaceAll('\n', ' ')}`)
  )
}

// The whole report on one page takes half a minute in each language, and holds what the others hold.
const first = `${languages[0]}/`
const looked = (kind, pages) => (kind === 'print' ? pages.filter((path) => path.startsWith(first)) : pages)

for (const { kind, pages } of kinds()) {
  test(`axe finds nothing on ${kind} pages`, async () => {
    const wrong = await inWindow({}, (page) =>
      look(page, looked(kind, pages), async () => {
        await page.evaluate(axe)
        await page.emulateMedia({ colorScheme: 'light' })
        const light = await violations(page, ALL)
        await page.emulateMedia({ colorScheme: 'dark' })
        const dark = await violations(page, COLOURS)
        return [...light, ...dark.map((violation) => `dark, ${violation}`)]
      })
    )
    assert.deepEqual(wrong, [])
  })
}

test('axe would find an element that is wrong', async () => {
  await inWindow({}, async (page) => {
    await page.setContent('<html lang=en><title>x</title><main><h1>x</h1><img src="about:blank"></main>')
    await page.evaluate(axe)
    const found = await violations(page, ALL)
    assert.ok(found.some((violation) => violation.startsWith('image-alt')), found.join('\n'))
  })
})
