// The built site as tests see it: its languages, its kinds of pages, and the pages that stand for
// each kind. All read from the site itself, so that a new kind of page is tested without being named.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

if (!process.env.SITE) throw new Error('run tests/browser/run, which builds the site and says where it is')
export const folder = process.env.SITE

export const read = (path) => readFileSync(join(folder, path), 'utf8')

/** Tags in the order of the chooser, which is the one page that links to every language. */
export const languages = [...read('index.html').matchAll(/<a href="([^"/]+)\/index\.html" hreflang="\1"/g)].map(
  ([, tag]) => tag
)
if (languages.length === 0) throw new Error('the chooser of the site links to no language')

/** Every page below a folder of the site, by its path there, in order. */
export function pagesBelow(top) {
  const entries = readdirSync(join(folder, top), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
  return files.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(folder, top).length + 1)).sort()
}

export const kindOf = (html) => /<body class="page-([a-z_-]+)/.exec(html)?.[1]

// Pages of a kind differ in what they hold. Those that together hold all that pages of their kind
// do (elements, classes) stand for it: first the one that holds most, the lighter of equals.
const MOST_OF_A_KIND = 3

function cover(pages) {
  const chosen = []
  const missing = new Set(pages.flatMap((page) => [...page.parts]))
  while (missing.size > 0 && chosen.length < MOST_OF_A_KIND) {
    const adds = (page) => [...page.parts].filter((part) => missing.has(part)).length
    const [best] = pages
      .map((page) => ({ page, adds: adds(page) }))
      .sort((a, b) => b.adds - a.adds || a.page.size - b.page.size)
    chosen.push(best.page.path)
    for (const part of best.page.parts) missing.delete(part)
  }
  return chosen
}

function parts(html) {
  const elements = [...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name)
  const classes = [...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names]) => names.split(' ').map((name) => `.${name}`))
  return new Set([...elements, ...classes])
}

/** Kind → paths below a language's folder, for the pages that every language has. */
export const samples = new Map()
const byKind = new Map()
for (const path of pagesBelow(languages[0])) {
  const html = read(join(languages[0], path))
  const kind = kindOf(html)
  if (!kind) throw new Error(`${languages[0]}/${path} does not say of which kind it is`)
  if (!byKind.has(kind)) byKind.set(kind, [])
  byKind.get(kind).push({ path, size: html.length, parts: parts(html) })
}
for (const [kind, pages] of byKind) samples.set(kind, cover(pages))

/** Kind → pages at the root of the site, outside of every language. */
export const atRoot = new Map()
for (const name of readdirSync(folder).filter((name) => name.endsWith('.html'))) atRoot.set(kindOf(read(name)), name)

/**
 * Every kind with its pages, as paths from the root of the site: all that stand for it in the first
 * language, and the first of them in the others.
 */
export function kinds(tags = languages) {
  const all = [...samples].map(([kind, paths]) => ({
    kind,
    pages: tags.flatMap((tag, index) => (index === 0 ? paths : paths.slice(0, 1)).map((path) => `${tag}/${path}`)),
  }))
  return [...all, ...[...atRoot].map(([kind, name]) => ({ kind, pages: [name] }))]
}

/** Pages of a language that hold a part, such as `class="ch wide"`. */
export const pagesWith = (tag, text) =>
  pagesBelow(tag).filter((path) => read(join(tag, path)).includes(text)).map((path) => `${tag}/${path}`)

export const has = (path) => existsSync(join(folder, path))
