// A report whose texts all try to become markup: in Chromium, with the policy that would stop them
// switched off, nothing of it runs on any page, drawing or search. The words are those of
// tests/suite/injection.rs, which compares the same pages as trees. Two languages in each run, as the
// words are the same in all; KEPI_HOSTILE=all looks at the six.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inWindow } from './browser.mjs'
import { serve } from './server.mjs'

const tests = fileURLToPath(new URL('..', import.meta.url))
const all = JSON.parse(readFileSync(join(tests, 'injection/words.json'), 'utf8'))
// The others are refused wherever they stand.
const words = all.filter((word) => word.trim() && !/[\p{Cc}\p{Co}\p{Cn}\u00ad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u.test(word))

const TEXT = /^((?:.*[^\w.])?(?:title|subtitle|summary|label|name|text|reason|rule|place|gap|definition|right|lost|justification|description)(?:\.\w+)? *= *)"[^"\n]*"/
let next = 0
const hostile = (line) => line.replace(TEXT, (_, key) => key + JSON.stringify(`Word ${words[next++ % words.length]}`))

let project
let site
const pages = []
before(async () => {
  project = mkdtempSync(join(tmpdir(), 'kepi-hostile-'))
  cpSync(join(tests, 'every/content'), join(project, 'content'), { recursive: true })
  for (const name of readdirSync(project, { recursive: true }).filter((name) => name.endsWith('.toml'))) {
    const path = join(project, name)
    writeFileSync(path, readFileSync(path, 'utf8').split('\n').map(hostile).join('\n'))
  }
  execFileSync(process.env.KEPI, ['build', '--root', project, '--quiet'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const output = join(project, 'output')
  const looked = process.env.KEPI_HOSTILE === 'all' ? /./ : /^(?!(zh|fr|es|ru)\/)/
  const names = readdirSync(output, { recursive: true }).filter((name) => /\.(html|svg)$/.test(name))
  pages.push(...names.filter((name) => looked.test(name)).sort())
  site = await serve(output)
})
after(async () => {
  await site?.close()
  if (project) rmSync(project, { recursive: true })
})

const open = { bypassCSP: true }
const ran = (page) => page.evaluate(() => window.__x)

test('every word stands in the report, and many pages show them', () => {
  assert.ok(next > words.length, `${next} texts for ${words.length} words`)
  assert.ok(pages.length > 100, `${pages.length} pages and drawings`)
})

test('what runs would be seen', async () => {
  await inWindow(open, async (page) => {
    await page.goto(site.address + 'index.html')
    await page.evaluate(() => document.body.append(document.createRange().createContextualFragment(' <script>window.__x=1</script>')))
    assert.equal(await ran(page), 1)
  })
})

test('nothing runs on any page or drawing', async () => {
  const wrong = []
  const left = [...pages]
  const look = () =>
    inWindow(open, async (page) => {
      for (let path = left.pop(); path; path = left.pop()) {
        await page.goto(site.address + path)
        if (await ran(page)) wrong.push(path)
      }
    })
  await Promise.all([look(), look()])
  assert.deepEqual(wrong, [])
})

test('a search finds hostile words, shows them, and runs nothing', async () => {
  await inWindow(open, async (page) => {
    for (const query of ['word', 'script window', 'onerror', '"><img src=x onerror=window.__x=1>', ...words.slice(0, 20)]) {
      await page.goto(`${site.address}en/search/index.html?q=${encodeURIComponent(query)}`)
      // Until the search has its say, the words that it is under way stand there.
      await page.waitForFunction(() => !/^(Searching…)?$/.test(document.getElementById('results-count').textContent))
      assert.equal(await ran(page), undefined, query)
      if (query === 'word') assert.ok((await page.locator('#results li').count()) > 5)
    }
  })
})
