// A page by keyboard alone: a skip link first, then all there is, in order, with a focus that can
// be seen.

// The first steps of long pages stand for the rest of them.
const STEPS = 40

export async function keyboardFaults(page) {
  await toTheTop(page)
  const wrong = await skip(page)
  await toTheTop(page)
  wrong.push(...(await walk(page)))
  await toTheTop(page)
  return wrong
}

/** As a page is that has just been opened: the next stop is its first. */
const toTheTop = (page) =>
  page.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    scrollTo(0, 0)
  })

async function skip(page) {
  await page.keyboard.press('Tab')
  const isSkip = await page.evaluate(() => {
    const skip = document.activeElement
    const { top, bottom } = skip.getBoundingClientRect()
    return skip.matches('a[href="#main"]') && top >= 0 && bottom > top
  })
  if (!isSkip) return ['the first stop is no visible skip link']
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  const isAfter = await page.evaluate(() => {
    const place = document.querySelector('main').compareDocumentPosition(document.activeElement)
    return (place & (Node.DOCUMENT_POSITION_CONTAINED_BY | Node.DOCUMENT_POSITION_FOLLOWING)) !== 0
  })
  return isAfter ? [] : ['the stop after the skip link is before the content']
}

async function walk(page) {
  const expected = await page.evaluate(() => {
    const named = 'a[href], button, input, select, textarea, summary, [tabindex]'
    const stops = [...document.querySelectorAll(named)].filter(
      (element) => element.tabIndex === 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true })
    )
    stops.forEach((stop, index) => (stop.dataset.stop = index))
    return stops.length
  })
  const wrong = []
  let last = -1
  for (let step = 0; step < Math.min(expected, STEPS); step++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(focused)
    if (stop.index !== last + 1) wrong.push(`stop ${last} is followed by ${stop.index}, ${stop.what}`)
    if (stop.fault) wrong.push(`${stop.what} ${stop.fault}`)
    last = stop.index
  }
  return wrong
}

/** What has the focus, and what is wrong with how it shows. */
function focused() {
  const element = document.activeElement
  const box = element.getBoundingClientRect()
  const style = getComputedStyle(element)
  const faults = []
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('has no outline')
  if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) faults.push('is out of sight')
  // At least a corner of it is not covered by what sticks to the window.
  const lines = [...element.getClientRects()].filter((line) => line.bottom > 0 && line.top < innerHeight)
  const inset = 2
  const isSeen = lines.some((line) =>
    [line.left + inset, (line.left + line.right) / 2, line.right - inset].some((x) =>
      [line.top + inset, line.bottom - inset].some((y) => {
        const hit = document.elementFromPoint(x, y)
        return hit && (element.contains(hit) || hit.contains(element))
      })
    )
  )
  if (!isSeen) faults.push('is covered')
  const what = `<${element.localName}> "${(element.textContent || element.ariaLabel || '').trim().slice(0, 40)}"`
  return { index: Number(element.dataset.stop ?? -1), what, fault: faults.join(', ') }
}
