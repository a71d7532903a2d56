// One Chromium per file of tests, and pages in it that remember what went wrong while they were
// shown: requests to third parties, files that were not there, what the policy refused, errors.
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'
import { serve } from './server.mjs'
import { folder } from './site.mjs'

let browser
let site
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    // The sandbox of Chromium refuses to work for root.
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  })
  site = await serve(folder)
})
after(async () => {
  await browser?.close()
  await site?.close()
})

/** Address of a page of the site on the test's own host. */
export const at = (path) => site.address + path

/**
 * Runs `use(page, faults)` in a window of its own. `options` are those of a browser context;
 * what is not below `home` is a third party.
 */
export async function inWindow(options, use, home = site.address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  try {
    const page = await context.newPage()
    const faults = []
    const note = (fault) => faults.push(`${page.url()}: ${fault}`)
    page.on('console', (message) => message.type() === 'error' && note(`${message.text()} ${message.location().url}`))
    page.on('pageerror', (error) => note(error.message))
    page.on('request', (request) => request.url().startsWith(home) || note(`third party: ${request.url()}`))
    // What a page no longer needs when the next one is called is nobody's fault.
    page.on('requestfailed', (request) => request.failure().errorText === 'net::ERR_ABORTED' || note(`${request.failure().errorText}: ${request.url()}`))
    return await use(page, faults)
  } finally {
    await context.close()
  }
}

/** What `look` finds wrong on each page, with the page's path before it. */
export async function look(page, paths, look) {
  const wrong = []
  for (const path of paths) {
    await page.goto(at(path))
    for (const fault of await look(path)) wrong.push(`${path}: ${fault}`)
  }
  return wrong
}
