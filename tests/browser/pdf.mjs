// A PDF as Chromium writes it → its pages, their sizes and words, its links and outline, and on which
// pages each row of a table stands. No more of the format than that needs.
import { inflateSync } from 'node:zlib'

export function readPdf(bytes) {
  const text = bytes.toString('latin1')
  const objects = new Map()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(match[1], match[2])
  const refs = (part) => [...(part ?? '').matchAll(/(\d+) 0 R/g)].map(([, id]) => id)
  const value = (object, key) => new RegExp(`/${key}\\s*(\\[[^\\]]*\\]|<<[\\s\\S]*?>>|[^/>\\n]+)`).exec(object)?.[1].trim()
  const stream = (id) => {
    const object = objects.get(id)
    const start = object.indexOf('stream\n') + 7
    const raw = Buffer.from(object.slice(start, object.lastIndexOf('\nendstream')), 'latin1')
    return (/\/Filter \/FlateDecode/.test(object.slice(0, start)) ? inflateSync(raw) : raw).toString('latin1')
  }

  const ids = [...objects].filter(([, object]) => /\/Type \/Page\b/.test(object)).map(([id]) => id)
  const order = refs(/\/Type \/Pages[\s\S]*?\/Kids \[([^\]]*)\]/.exec(text)?.[1]).filter((id) => ids.includes(id))
  // Of a long document the pages hang on branches; their order is that of their ids.
  const pages = (order.length === ids.length ? order : ids.sort((a, b) => a - b)).map((id) => {
    const object = objects.get(id)
    const [, , width, height] = value(object, 'MediaBox').match(/[\d.]+/g).map(Number)
    return { id, width, height, words: () => wordsOf(object) }
  })

  function wordsOf(page) {
    const fonts = new Map()
    for (const [, name, id] of (/\/Font\s*<<([\s\S]*?)>>/.exec(page)?.[1] ?? '').matchAll(/\/(\S+) (\d+) 0 R/g)) {
      const map = refs(value(objects.get(id), 'ToUnicode'))[0]
      // Fonts that are drawn have codes of one byte, the others of two.
      const digits = /\/Subtype \/Type3/.test(objects.get(id)) ? /.{2}/g : /.{4}/g
      fonts.set(name, { digits, letters: map ? glyphs(stream(map)) : new Map() })
    }
    const found = []
    let [font, size, scale] = [undefined, 0, 1]
    const kept = []
    const steps = /\b(q|Q)\n|([\d.-]+) [\d.-]+ [\d.-]+ [\d.-]+ [\d.-]+ [\d.-]+ cm|\/(\S+) ([\d.]+) Tf|(<[0-9A-Fa-f]+>|\[[^\]]*\]) TJ?j?/g
    for (const [, state, by, name, points, shown] of refs(value(page, 'Contents')).map(stream).join('\n').matchAll(steps)) {
      if (state === 'q') kept.push(scale)
      else if (state === 'Q') scale = kept.pop()
      else if (by) scale *= Math.abs(Number(by))
      else if (name) [font, size] = [fonts.get(name), Number(points)]
      else {
        const codes = [...shown.matchAll(/<([0-9A-Fa-f]+)>/g)].flatMap(([, hex]) => hex.match(font.digits) ?? [])
        found.push({ size: size * scale, text: codes.map((code) => font.letters.get(parseInt(code, 16)) ?? '').join('') })
      }
    }
    return found
  }

  // Rows that are no heads (these are repeated on each page), and drawings; with the pages they stand on.
  const kindOf = (object) => /\/S \/(\w+)/.exec(object)?.[1]
  const kidsOf = (object) => {
    const kids = /\/K \[([\s\S]*?)\]/.exec(object)?.[1] ?? /\/K (\d+ 0 R)/.exec(object)?.[1] ?? ''
    return refs(kids.replace(/<<[\s\S]*?>>/g, '')).filter((id) => /\/Type \/StructElem/.test(objects.get(id) ?? ''))
  }
  function within(id) {
    const object = objects.get(id)
    const all = { kinds: new Set([kindOf(object)]), pages: new Set(refs(/\/Pg \d+ 0 R/.exec(object)?.[0])) }
    for (const [, page] of object.matchAll(/\/Type \/(?:MCR|OBJR)[\s\S]*?\/Pg (\d+) 0 R/g)) all.pages.add(page)
    for (const kid of kidsOf(object)) {
      const { kinds, pages } = within(kid)
      for (const kind of kinds) all.kinds.add(kind)
      for (const page of pages) all.pages.add(page)
    }
    return all
  }
  const rows = []
  const drawings = []
  for (const [id, object] of objects) {
    if (!/\/Type \/StructElem/.test(object)) continue
    const kind = kindOf(object)
    if (kind !== 'TR' && kind !== 'Figure') continue
    const { kinds, pages } = within(id)
    if (kind === 'TR' && kinds.has('TD')) rows.push(pages.size)
    if (kind === 'Figure' && !kinds.has('TR') && !kinds.has('Caption')) drawings.push(pages.size)
  }

  const links = [...objects.values()].filter((object) => /\/Subtype \/Link/.test(object))
  return {
    pages,
    /** Of each row and each drawing, on how many pages it stands. */
    rows,
    drawings,
    /** Links that lead to a place in the same document. */
    inner: links.filter((object) => /\/Dest /.test(object)).length,
    outline: [...objects.values()].filter((object) => /\/Title /.test(object) && /\/Dest /.test(object)).length,
  }
}

/** A `ToUnicode` map → glyph → letters. */
function glyphs(map) {
  const known = new Map()
  const letters = (hex) => String.fromCharCode(...hex.match(/.{4}/g).map((unit) => parseInt(unit, 16)))
  for (const [, part] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, from, to] of part.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) known.set(parseInt(from, 16), letters(to))
  }
  for (const [, part] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, first] of part.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      for (let code = parseInt(from, 16); code <= parseInt(to, 16); code++) {
        known.set(code, String.fromCharCode(parseInt(first, 16) + code - parseInt(from, 16)))
      }
    }
  }
  return known
}
