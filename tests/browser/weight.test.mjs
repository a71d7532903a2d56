// How much a page weighs, and how often its first view asks the host.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { folder, kindOf, pagesBelow } from './site.mjs'

const PAGE = 60 * 1024
const REQUESTS = 4
const SCRIPTS = 20 * 1024
const SEARCH = 8 * 1024
// Lists of all KPIs, and the whole report on one page, are as long as the report is.
const ARE_LONG = ['kpis', 'print']

const packed = (path) => gzipSync(readFileSync(join(folder, path)), { level: 6 }).length

test('every page is at most 60 KB with its charts, and asks at most four times', () => {
  const wrong = []
  for (const path of pagesBelow('')) {
    const html = readFileSync(join(folder, path), 'utf8')
    const size = gzipSync(html, { level: 6 }).length
    if (size > PAGE && !ARE_LONG.includes(kindOf(html))) wrong.push(`${path}: ${Math.ceil(size / 1024)} KB`)
    const asks = [/<link rel="(?:stylesheet|icon)"/g, /<script src=/g, /<img /g].map((what) => html.match(what)?.length ?? 0)
    // The page itself is the first.
    const requests = 1 + asks.reduce((sum, count) => sum + count, 0)
    if (requests > REQUESTS) wrong.push(`${path}: ${requests} requests`)
  }
  assert.deepEqual(wrong, [])
})

test('the script that searches is at most 8 KB', () => {
  const html = readFileSync(join(folder, 'en/search/index.html'), 'utf8')
  const [, script] = html.match(/<script src="(?:\.\.\/)*([^"]+)"/)
  const size = packed(script)
  assert.ok(size <= SEARCH, `${size} bytes`)
})

test('scripts are at most 20 KB', () => {
  const scripts = new Set(pagesBelow('').flatMap((path) => {
    const html = readFileSync(join(folder, path), 'utf8')
    return [...html.matchAll(/<script src="(?:\.\.\/)*([^"]+)"/g)].map(([, script]) => script)
  }))
  assert.ok(scripts.size > 0)
  const size = [...scripts].reduce((sum, script) => sum + packed(script), 0)
  assert.ok(size <= SCRIPTS, `${size} bytes`)
})
