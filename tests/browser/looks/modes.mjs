// Readers who choose the colours or want no movement see all there is.

export async function modeFaults(page) {
  await page.emulateMedia({ forcedColors: 'active' })
  const unseen = await page.evaluate(invisible)
  await page.emulateMedia({ forcedColors: null, reducedMotion: 'reduce' })
  const restless = await page.evaluate(moving)
  await page.emulateMedia({ reducedMotion: null })
  return [...unseen.map((fault) => `in forced colours, ${fault}`), ...restless]
}

/** Marks, lines and words that have the colour of what they stand on. */
function invisible() {
  const faults = []
  const ground = getComputedStyle(document.body).backgroundColor
  const isSeen = (colour) => colour !== 'none' && colour !== ground && !/^rgba\(.*, 0\)$/.test(colour)
  for (const svg of document.querySelectorAll('svg')) {
    if (!svg.checkVisibility() || svg.matches('.ch-patterns')) continue
    const marks = [...svg.querySelectorAll('path, rect, circle, line')].filter((mark) => !mark.closest('defs'))
    const seen = marks.filter((mark) => isSeen(getComputedStyle(mark).fill) || isSeen(getComputedStyle(mark).stroke))
    for (const text of svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect()
      const holds = (mark) => {
        const { left, right, top, bottom } = mark.getBoundingClientRect()
        return left <= box.left && box.right <= right && top <= box.top + 2 && box.bottom - 2 <= bottom
      }
      // Words of the colour of the page may stand in a mark that has another.
      const isRead = isSeen(getComputedStyle(text).fill) || seen.some((mark) => isSeen(getComputedStyle(mark).fill) && holds(mark))
      if (!isRead) faults.push(`"${text.textContent}" in <svg class="${svg.classList}"> cannot be seen`)
    }
    if (marks.length > 0 && seen.length === 0) faults.push(`no mark of <svg class="${svg.classList}"> can be seen`)
  }
  for (const current of document.querySelectorAll('[aria-current="page"], .languages [aria-current]')) {
    const plain = current.closest('ul, div')?.querySelector('a:not([aria-current])')
    if (!plain) continue
    const differs = ['textDecorationLine', 'textDecorationStyle', 'borderBlockEndStyle'].some(
      (property) => getComputedStyle(current)[property] !== getComputedStyle(plain)[property]
    )
    if (!differs) faults.push(`"${current.textContent.trim()}" does not say that it is the current one`)
  }
  return faults
}

function moving() {
  const faults = document.getAnimations().map((animation) => `${animation.animationName ?? 'an animation'} runs`)
  for (const element of document.querySelectorAll('*')) {
    const { transitionDuration, scrollBehavior } = getComputedStyle(element)
    if (/[1-9]/.test(transitionDuration)) faults.push(`<${element.localName}> moves for ${transitionDuration}`)
    if (scrollBehavior === 'smooth') faults.push(`<${element.localName}> scrolls smoothly`)
  }
  return faults
}
