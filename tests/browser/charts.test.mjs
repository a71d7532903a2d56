// Charts as Chromium draws them: where their texts really are, what the files to download are worth
// alone, and what axe says of the contact sheet in every mode.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { at, inWindow, resize } from './browser.mjs'
import { ALL, COLOURS, inject, violations } from './looks/axe.mjs'
import { folder, languages, pagesWith, read } from './site.mjs'

// In a page: what is wrong with the texts of each drawing that is shown. A text is as wide as its
// box and as high as its letters; the box of a face may be half as high again as these.
function faultsOfTexts() {
  // A J reaches to the left of where it begins.
  const BEARING = 2.5
  const SLACK = 1
  const faults = []
  for (const svg of document.querySelectorAll('svg.ch:not(.swatch)')) {
    const frame = svg.getBoundingClientRect()
    if (frame.width === 0) continue
    const figure = svg.closest('figure')?.id ?? svg.id
    const boxes = [...svg.querySelectorAll('text')].map((text) => {
      const { left, right } = text.getBoundingClientRect()
      const matrix = text.getScreenCTM()
      const size = parseFloat(getComputedStyle(text).fontSize) * matrix.d
      const baseline = text.y.baseVal[0].value * matrix.d + matrix.f
      return { words: text.textContent, left, right, top: baseline - 0.75 * size, bottom: baseline + 0.2 * size, size }
    })
    boxes.forEach((box, index) => {
      const say = (what) => faults.push(`${figure}, ${Math.round(frame.width)} px wide: "${box.words}" ${what}`)
      if (box.size < 12 - 0.05) say(`is ${box.size.toFixed(1)} px high`)
      if (
        box.left < frame.left - BEARING || box.right > frame.right + BEARING ||
        box.top < frame.top - SLACK || box.bottom > frame.bottom + SLACK
      ) say('leaves the drawing')
      for (const other of boxes.slice(0, index)) {
        const apart =
          box.left > other.right - SLACK || other.left > box.right - SLACK ||
          box.top > other.bottom - SLACK || other.top > box.bottom - SLACK
        if (!apart) say(`touches "${other.words}"`)
      }
    })
  }
  return faults
}

const WINDOWS = [1280, 760, 390, 320]

/** A page of a language with the most figures, and the markup of each figure that other pages show. */
function figuresOf(tag) {
  const seen = new Map()
  const onPage = new Map()
  for (const path of pagesWith(tag, '<svg class="ch ')) {
    if (path.includes('/print/')) continue
    const [, edition] = path.split('/')
    const found = [...read(path).matchAll(/<figure class="fig[^"]*" id="([^"]+)".*?<\/figure>/gs)].map(([markup, id]) => [`${edition} ${id}`, markup])
    onPage.set(path, found.map(([id]) => id))
    for (const [id, markup] of found) seen.set(id, markup)
  }
  const [host, own] = [...onPage].reduce((most, entry) => (entry[1].length > most[1].length ? entry : most))
  return { host, count: seen.size, others: [...seen].filter(([id]) => !own.includes(id)).map(([, markup]) => markup) }
}

for (const tag of languages) {
  test(`no text of a chart leaves it or touches another, in ${tag}`, async () => {
    const { host, count, others } = figuresOf(tag)
    assert.ok(count > 20, `${count} figures`)
    const wrong = new Set()
    await inWindow({}, async (page) => {
      await page.goto(at(host))
      await page.evaluate((others) => {
        document.querySelector('figure.fig').insertAdjacentHTML('afterend', others.join(''))
      }, others)
      for (const width of WINDOWS) {
        await resize(page, width)
        for (const fault of await page.evaluate(faultsOfTexts)) wrong.add(fault)
      }
    })
    assert.deepEqual([...wrong], [])
  })
}

test('a text that leaves its chart, touches another or is too small would be found', async () => {
  await inWindow({}, async (page) => {
    await page.setContent(
      '<figure id="f-x"><svg class="ch" viewBox="0 0 100 100" width="100" height="100" font-size="14">' +
        '<text x="5" y="50">one</text><text x="8" y="52">two</text><text x="95" y="90">three</text>' +
        '<text x="5" y="20" font-size="8">four</text></svg></figure>'
    )
    const found = (await page.evaluate(faultsOfTexts)).map((fault) => fault.split(': ')[1])
    assert.deepEqual(found, ['"two" touches "one"', '"three" leaves the drawing', '"four" is 8.0 px high'])
  })
})

// In a drawing opened alone: whether it is XML, and holds what its user must know.
function faultsOfFile() {
  const broken = document.querySelector('parsererror')
  if (broken) return [broken.textContent]
  const all = [...document.querySelectorAll('*')]
  const lacks = ['title', 'desc', 'style', 'source', 'rights'].filter(
    (name) => !all.some((element) => element.localName === name && element.textContent.trim())
  )
  const drawn = [...document.querySelectorAll('text')].map((text) => text.textContent.replace(/[\u2066-\u2069]/g, '')).join(' ')
  const known = (name) => all.find((element) => element.localName === name)?.textContent.trim() ?? ''
  const unseen = ['title', 'source', 'rights'].filter((name) => !drawn.includes(known(name).split(' ')[0]))
  const abroad = all.flatMap((element) => [element.getAttribute('href'), element.getAttribute('src')])
  const page = document.querySelector('rect.page')
  return [
    ...lacks.map((name) => `has no ${name}`),
    ...unseen.map((name) => `does not show its ${name}`),
    ...abroad.filter((target) => target && !target.startsWith('#')).map((target) => `refers to ${target}`),
    ...(getComputedStyle(page).fill === 'rgb(0, 0, 0)' ? ['its style does not work'] : []),
  ]
}

test('each drawing to download is whole alone', async () => {
  const wrong = await inWindow({}, async (page, faults) => {
    await resize(page, 900, 1200)
    for (const [turn, tag] of languages.entries()) {
      const files = readdirSync(join(folder, tag, 'figures'), { recursive: true }).filter((name) => name.endsWith('.svg'))
      assert.ok(files.length > 20, `${tag}: ${files.length} drawings`)
      // All in the first language; the others take turns, as they are drawn alike.
      for (const file of files.filter((_, index) => turn === 0 || index % (languages.length - 1) === turn - 1)) {
        await page.goto(pathToFileURL(join(folder, tag, 'figures', file)).href)
        const found = [...(await page.evaluate(faultsOfFile)), ...(await page.evaluate(faultsOfTexts))]
        faults.push(...found.map((fault) => `${tag}/figures/${file}: ${fault}`))
      }
    }
    return faults
  }, 'file://')
  assert.deepEqual(wrong, [])
})

const MODES = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'high contrast': { contrast: 'more' },
  'forced colours': { forcedColors: 'active' },
  print: { media: 'print' },
}

/** Leaves the figures that together have every element in, and below, every class; says how many. */
function keepEachPart() {
  const seen = new Set()
  const figures = [...document.querySelectorAll('figure')]
  const kept = figures.filter((figure) => {
    const parts = [...figure.querySelectorAll('*')].flatMap(({ localName, classList, parentElement }) =>
      [...classList, ...parentElement.classList].map((name) => `${localName} ${name}`)
    )
    const isNew = parts.some((part) => !seen.has(part))
    parts.forEach((part) => seen.add(part))
    return isNew
  })
  figures.filter((figure) => !kept.includes(figure)).forEach((figure) => figure.remove())
  return kept.length
}

test('axe finds nothing on the contact sheet in any mode', async () => {
  const sheet = mkdtempSync(join(tmpdir(), 'kepi-charts-'))
  try {
    execFileSync('cargo', ['test', '--locked', '--quiet', '--test', 'suite', 'contact_sheet'], {
      env: { ...process.env, CONTACT_SHEET: sheet },
    })
    const pages = readdirSync(sheet).filter((name) => name.endsWith('.html'))
    assert.ok(pages.length >= 10, pages.join(' '))
    // Modes differ in colours, and these are those of every language.
    const inColours = pages.filter((name) => ['ar.html', 'sample.ar.html', 'hard.html'].includes(name))
    assert.equal(inColours.length, 3)
    const wrong = []
    const open = async (page, name) => {
      await page.goto(pathToFileURL(join(sheet, name)).href)
      await inject(page)
    }
    await inWindow({}, async (page) => {
      for (const name of pages) {
        await open(page, name)
        const found = await violations(page, ALL, COLOURS.values)
        wrong.push(...found.map((violation) => `${name}: ${violation}`))
      }
      for (const name of inColours) {
        await open(page, name)
        assert.ok((await page.evaluate(keepEachPart)) > 5)
        for (const [mode, media] of Object.entries(MODES)) {
          await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null, media: null, ...media })
          const found = await violations(page, COLOURS)
          wrong.push(...found.map((violation) => `${name}, ${mode}: ${violation}`))
        }
      }
    }, 'file://')
    assert.deepEqual(wrong, [])
  } finally {
    rmSync(sheet, { recursive: true })
  }
})
