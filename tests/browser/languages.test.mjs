// The switch of language stays on the page, and each page says its language and direction.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, inWindow } from './browser.mjs'
import { kinds, languages } from './site.mjs'

// Pages for what is not there have no other language to go to.
for (const [turn, { kind, pages }] of kinds([languages[0]]).filter(({ kind, pages }) => kind !== 'not_found' && pages[0].includes('/')).entries()) {
  test(`switching the language of ${kind} pages stays on the page`, async () => {
    await inWindow({ javaScriptEnabled: false }, async (page, faults) => {
      const [path] = pages
      await page.goto(at(path))
      const offered = await page.locator('.languages a').evaluateAll((links) => links.map((link) => [link.hreflang, link.href]))
      assert.deepEqual(offered, languages.map((tag) => [tag, at(path.replace(/^[^/]+/, tag))]))
      // There and back; kinds of pages take turns with the language.
      for (const tag of [languages[1 + (turn % (languages.length - 1))], languages[0]]) {
        await page.click(`.languages a[hreflang="${tag}"]`)
        assert.equal(page.url(), at(path.replace(/^[^/]+/, tag)))
        const { lang, dir } = await page.locator('html').evaluate(({ lang, dir }) => ({ lang, dir }))
        assert.equal(lang, tag)
        const locale = new Intl.Locale(tag)
        assert.equal(dir, (locale.getTextInfo?.() ?? locale.textInfo).direction)
        assert.equal(await page.locator('.languages [aria-current]').getAttribute('hreflang'), tag)
      }
      assert.deepEqual(faults, [])
    })
  })
}

test('the chooser leads to every language without a script', async () => {
  await inWindow({ javaScriptEnabled: false }, async (page, faults) => {
    for (const tag of languages) {
      await page.goto(at('index.html'))
      await page.click(`.chooser a[hreflang="${tag}"]`)
      assert.equal(page.url(), at(`${tag}/index.html`))
    }
    assert.deepEqual(faults, [])
  })
})
