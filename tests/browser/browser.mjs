// One Chromium per file of tests, and windows in it that remember what went wrong while pages were
// shown: requests to third parties, files that were not there, what the policy refused, errors.
// To open a window costs more than most pages, so tests of a file take turns in the same ones.
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'
import { serve } from './server.mjs'
import { folder } from './site.mjs'

let browser
let site
const windows = []
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

const DESK = { width: 1280, height: 900 }
const AS_IT_COMES = { media: null, colorScheme: null, contrast: null, forcedColors: null, reducedMotion: null }

/**
 * Runs `use(page, faults)` in a window as wide as a desk's and in no particular mode. `options` are
 * those of a browser context; what is not below `home` is a third party. A page of the test's own
 * begins with no home, and no policy: ''.
 */
export async function inWindow(options, use, home = site.address) {
  const window = windowWith(JSON.stringify(options))
  try {
    window.page ??= await open(window, options)
    window.faults = []
    // What the page before still asks for is none of this one's business.
    if (window.home !== home) await window.page.goto('about:blank')
    await window.page.emulateMedia(AS_IT_COMES)
    await resize(window.page, DESK.width)
    window.faults = []
    window.home = home
    return await use(window.page, window.faults)
  } finally {
    window.isFree = true
  }
}

function windowWith(options) {
  let window = windows.find((window) => window.isFree && window.options === options)
  if (!window) windows.push((window = { options }))
  window.isFree = false
  return window
}

async function open(window, options) {
  const context = await browser.newContext({ viewport: DESK, ...options })
  const page = await context.newPage()
  // A machine that does much else at once takes its time.
  page.setDefaultTimeout(90_000)
  const note = (fault) => window.faults.push(`${page.url()}: ${fault}`)
  page.on('console', (message) => message.type() === 'error' && note(`${message.text()} ${message.location().url}`))
  page.on('pageerror', (error) => note(error.message))
  page.on('request', (request) => request.url().startsWith(window.home) || note(`third party: ${request.url()}`))
  // What a page no longer needs when the next one is called is nobody's fault.
  page.on('requestfailed', (request) => request.failure().errorText === 'net::ERR_ABORTED' || note(`${request.failure().errorText}: ${request.url()}`))
  return page
}

/** Gives the page a window of this width. */
export const resize = (page, width, height = DESK.height) => page.setViewportSize({ width, height })

/** What `look` finds wrong on each page, with the page's path before it. */
export async function look(page, paths, look) {
  const wrong = []
  for (const path of paths) {
    await page.goto(at(path))
    for (const fault of await look(path)) wrong.push(`${path}: ${fault}`)
  }
  return wrong
}
